//! The first program that the browser loads: the start screen and the first question of each way
//! in. It is the library of the checker without its feature `whole`; `element.js` calls what
//! `unknot::host` exports then.

/// The same as that of the whole program.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    unknot::host::start();
}
