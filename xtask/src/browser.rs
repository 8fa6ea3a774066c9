//! The browser and the driver that the journeys run in.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::install::find_or_apt;

/// Where the browser and its driver are.
pub struct Browser {
    pub program: PathBuf,
    driver: PathBuf,
}

/// A running driver. It ends when this is dropped.
pub struct Driver {
    child: Child,
    pub address: String,
}

impl Browser {
    /// Finds Chromium and its driver, and installs them where that is possible.
    pub fn find() -> Result<Self> {
        Ok(Self {
            program: find_or_apt(
                &["chromium", "chromium-browser", "google-chrome"],
                &["chromium"],
            )?,
            driver: find_or_apt(&["chromedriver"], &["chromium-driver"])?,
        })
    }

    /// Starts the driver on a port that it picks itself, so that two runs never collide.
    pub fn drive(&self) -> Result<Driver> {
        let mut child = Command::new(&self.driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", self.driver.display()))?;
        let stdout = child.stdout.take().context("the driver has no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| port_in(&line));
        let Some(port) = port else {
            child.kill().ok();
            child.wait().ok();
            bail!("{} did not say which port it uses", self.driver.display());
        };
        // Whatever the driver says later must go somewhere, or it stops when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Driver {
            child,
            address: format!("http://127.0.0.1:{port}"),
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_the_line_that_reports_the_start() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 41235."),
            Some(41235)
        );
        assert_eq!(
            port_in("Please see https://chromedriver.chromium.org for suggestions"),
            None
        );
    }
}
