//! What is kept to compare with: small grey pictures, and texts.

use std::{fs, path::PathBuf};

use crate::{Page, Visitor, engine::note, setting};

/// So many pixels of the page become one of the thumbnail, across and down.
const SHRINK: usize = 8;
/// The side of a tile that is compared, in pixels of the thumbnail.
const TILE: usize = 6;
/// So far a tile may have moved: other fonts are a little taller.
const DRIFT: isize = 8;
/// A tile differs by so much grey, of 255. Letters, blurred, are far from this; a missing button,
/// card or drawing is beyond it.
const GREY: f64 = 40.0;
/// So large a share of the tiles may differ.
const SHARE: f64 = 0.03;
/// So much taller or shorter may a page become.
const HEIGHT: f64 = 0.2;

/// A page in small and grey, its letters a blur: the same page in other fonts looks nearly alike,
/// one with a part missing does not.
pub struct Thumbnail {
    width: usize,
    grey: Vec<u8>,
}

impl Thumbnail {
    fn of(picture: &[u8]) -> Self {
        let (width, pixels) = read(picture);
        let across = width / SHRINK;
        let down = pixels.len() / width / SHRINK;
        let mut grey = Vec::with_capacity(across * down);
        for y in 0..down {
            for x in 0..across {
                let mut sum = 0_usize;
                for row in 0..SHRINK {
                    let start = (y * SHRINK + row) * width + x * SHRINK;
                    sum += pixels[start..start + SHRINK]
                        .iter()
                        .map(|grey| usize::from(*grey))
                        .sum::<usize>();
                }
                grey.push((sum / (SHRINK * SHRINK)) as u8);
            }
        }
        Self {
            width: across,
            grey,
        }
    }

    fn height(&self) -> usize {
        self.grey.len() / self.width.max(1)
    }

    /// Why this is not the same page, if it is not.
    #[must_use]
    pub fn differs(&self, from: &Self) -> Option<String> {
        if self.width != from.width {
            return Some(format!("{} wide, was {}", self.width, from.width));
        }
        let (height, was) = (self.height(), from.height());
        if (height as f64 / was.max(1) as f64 - 1.0).abs() > HEIGHT {
            return Some(format!(
                "{} pixels tall, was {}",
                height * SHRINK,
                was * SHRINK
            ));
        }
        let (mut tiles, mut changed) = (0, 0);
        for top in (0..was.saturating_sub(TILE)).step_by(TILE) {
            // Where lines run longer, everything below is lower in proportion.
            let here = top * height / was;
            for left in (0..self.width.saturating_sub(TILE)).step_by(TILE) {
                let nearest = (-DRIFT..=DRIFT)
                    .filter_map(|drift| here.checked_add_signed(drift))
                    .filter(|here| here + TILE <= height)
                    .map(|here| self.distance(from, left, here, top))
                    .fold(f64::INFINITY, f64::min);
                tiles += 1;
                changed += usize::from(nearest > GREY);
            }
        }
        let share = f64::from(changed as u32) / f64::from(tiles.max(1));
        (share > SHARE).then(|| format!("{:.1} % of it look different", share * 100.0))
    }

    fn distance(&self, other: &Self, left: usize, here: usize, there: usize) -> f64 {
        let mut sum = 0_u32;
        for row in 0..TILE {
            let one = (here + row) * self.width + left;
            let two = (there + row) * other.width + left;
            let pairs = self.grey[one..one + TILE]
                .iter()
                .zip(&other.grey[two..two + TILE]);
            sum += pairs
                .map(|(one, two)| u32::from(one.abs_diff(*two)))
                .sum::<u32>();
        }
        f64::from(sum) / (TILE * TILE) as f64
    }

    fn png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, self.height() as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().expect("a header in memory");
        // Fewer greys pack much smaller, and nobody looks at these.
        let grey: Vec<u8> = self.grey.iter().map(|grey| grey & 0xF8).collect();
        writer.write_image_data(&grey).expect("a picture in memory");
        writer.finish().expect("a picture in memory");
        bytes
    }
}

impl Page {
    /// The thumbnail of the whole page as this visitor sees it.
    #[must_use]
    pub fn thumbnail(&self, visitor: Visitor) -> Thumbnail {
        Thumbnail::of(&self.whole(visitor))
    }
}

impl Thumbnail {
    /// Compares with the picture that is kept under this name, or keeps it where that was asked
    /// for; tells what differs.
    #[must_use]
    pub fn as_kept(&self, name: &str) -> Option<String> {
        let file = folder("baseline").join(format!("{name}.png"));
        if setting::update() {
            save(&file, &self.png());
            return None;
        }
        let Ok(kept) = fs::read(&file) else {
            // A new screen is no fault, but nobody must believe that it was compared.
            note(&format!(
                "no picture of {name} to compare with; `cargo xtask journeys --update` keeps one"
            ));
            return None;
        };
        let (width, grey) = read(&kept);
        let kept = Self { width, grey };
        let differs = self.differs(&kept)?;
        Some(format!("{name}: {differs}"))
    }
}

/// Compares a text with the one that is kept under this name, or keeps it where that was asked for;
/// tells the first line that differs.
#[must_use]
pub fn text_as_kept(name: &str, text: &str) -> Option<String> {
    let file = folder("snapshots").join(format!("{name}.txt"));
    if setting::update() {
        save(&file, text.as_bytes());
        return None;
    }
    let kept = match fs::read_to_string(&file) {
        Ok(kept) => kept,
        Err(_) => {
            note(&format!(
                "no text of {name} to compare with; `cargo xtask journeys --update` keeps one"
            ));
            return None;
        }
    };
    if kept == text {
        return None;
    }
    let (mut is, mut was) = (text.lines(), kept.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (is.next(), was.next()) {
            (None, None) => return None,
            (is, was) if is == was => {}
            (is, was) => {
                return Some(format!(
                    "{name}.txt, line {number}:\n  was  {}\n  is   {}\nIf that is meant, `cargo xtask journeys --update` and look at the difference",
                    was.unwrap_or("(nothing)"),
                    is.unwrap_or("(nothing)"),
                ));
            }
        }
    }
}

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn save(file: &PathBuf, bytes: &[u8]) {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)
            .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    }
    fs::write(file, bytes)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
}

/// A picture's width, and its pixels as greys.
fn read(picture: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture))
        .read_info()
        .expect("a picture");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a picture that fits")];
    let frame = reader.next_frame(&mut bytes).expect("a whole picture");
    let samples = frame.color_type.samples();
    let pixels = bytes[..frame.buffer_size()].chunks_exact(samples);
    let grey = pixels.map(|pixel| match *pixel {
        [red, green, blue, ..] => {
            let sum = u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue);
            (sum / 10) as u8
        }
        [grey, ..] => grey,
        [] => 0,
    });
    (frame.width as usize, grey.collect())
}

#[cfg(test)]
mod tests {
    use super::Thumbnail;

    /// A page with a card and a button on it, shifted down a little.
    fn page(button: bool, shift: usize) -> Thumbnail {
        let (width, height) = (48, 120);
        let mut grey = vec![250; width * height];
        let mut paint = |from: usize, to: usize, value: u8| {
            for y in from + shift..to + shift {
                grey[y * width + 4..y * width + 44].fill(value);
            }
        };
        paint(10, 60, 225);
        if button {
            paint(80, 88, 70);
        }
        Thumbnail { width, grey }
    }

    #[test]
    fn a_missing_button_is_noticed_and_other_fonts_are_not() {
        assert_eq!(page(true, 0).differs(&page(true, 0)), None);
        assert_eq!(page(true, 3).differs(&page(true, 0)), None);
        assert!(page(false, 0).differs(&page(true, 0)).is_some());
    }
}
