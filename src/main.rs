//! The program that the browser loads. It shows nothing by itself: `element.js` calls what
//! `unknot::host` exports.

/// A third of the code of the standard one, which weighs in every first visit.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    unknot::host::start();
}
