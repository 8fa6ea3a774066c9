//! `cargo xtask serve`: build, serve, and build again after every change.

use std::{env, net::TcpStream, thread, time::Duration};

use anyhow::Result;
use clap::Args;

use crate::{
    run::{run, say},
    wasm_tools,
};

#[derive(Args)]
pub struct Options {
    /// The port to serve at
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
    /// Build as for production: smaller and faster to run, slower to build
    #[arg(long)]
    release: bool,
}

pub fn serve(options: &Options) -> Result<()> {
    let mut trunk = wasm_tools::trunk()?;
    let port = options.port.to_string();
    // Not into dist/, where the production build may lie that somebody is about to publish.
    trunk.args(["serve", "--dist", "target/serve", "--port", &port]);
    if options.release {
        trunk.arg("--release");
    }
    if !options.no_open && has_screen() {
        trunk.arg("--open");
    }
    say("building the checker (the first time usually 1 to 3 minutes, later some seconds)");
    announce(options.port);
    run(&mut trunk)
}

/// Trunk starts to listen when the first build is done; the address is news only then.
fn announce(port: u16) {
    thread::spawn(move || {
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            thread::sleep(Duration::from_millis(200));
        }
        say(&format!(
            "the checker is at http://127.0.0.1:{port}/ (stop with Ctrl+C)"
        ));
    });
}

fn has_screen() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || env::var_os("DISPLAY").is_some()
        || env::var_os("WAYLAND_DISPLAY").is_some()
}
