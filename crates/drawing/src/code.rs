//! A QR code as text.

use qrcodegen::{QrCode, QrCodeEcc};

pub(crate) fn text(says: &str) -> Option<String> {
    // Medium: it still reads from a bent sheet, and holds 2 300 letters.
    let code = QrCode::encode_text(says, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut text = size.to_string();
    text.push(' ');
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                row(&mut text, start, y, x - start);
            }
            x += 1;
        }
    }
    Some(text)
}

/// Dark modules side by side, as one box.
fn row(text: &mut String, x: i32, y: i32, width: i32) {
    let [x, y, width] = [x, y, width].map(|number| number.to_string());
    for part in ["M", &x, " ", &y, "h", &width, "v1h-", &width, "z"] {
        text.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_code_begins_with_its_size_and_the_corner_mark() {
        let code = text("unknot").expect("a short text fits");
        assert!(code.starts_with("21 M0 0h7v1h-7z"), "{code}");
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert!(text(&"a".repeat(2_300)).is_some());
        assert_eq!(text(&"a".repeat(2_400)), None);
    }
}
