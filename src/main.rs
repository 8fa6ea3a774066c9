//! The program that the browser loads. It shows nothing by itself: `element.js` calls what
//! `unknot::host` exports.

fn main() {
    unknot::host::start();
}
