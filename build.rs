//! Reads and checks `protocol/` and packs for the browser what its first questions need.

use std::path::Path;
use std::{env, fs, process};

use unknot_protocol::Opening;

fn main() {
    println!("cargo::rerun-if-changed=protocol");
    let content = match unknot_protocol::read::read(Path::new("protocol")) {
        Ok(content) => content,
        Err(problems) => {
            for problem in &problems {
                // Cargo shows these lines as errors of this package, each on its own.
                let lines = problem.to_string().replace('\n', "; ");
                println!("cargo::error=protocol/{lines}");
            }
            process::exit(1);
        }
    };
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    let opening = unknot_protocol::pack(&Opening(content.protocol.opening()));
    if let Err(error) = fs::write(Path::new(&out).join("opening.bin"), opening) {
        println!("cargo::error=the packed questions cannot be written: {error}");
        process::exit(1);
    }
}
