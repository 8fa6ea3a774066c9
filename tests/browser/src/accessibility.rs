//! Faults of accessibility that axe-core finds.

use std::fs;

use serde_json::Value;

use crate::{Page, setting};

impl Page {
    /// The faults that axe finds on the whole page, shadow roots included, each with its place.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        if self.run("return typeof window.axe") != "object" {
            let file = setting::axe();
            let axe = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            self.browser.run(&axe, Vec::new());
        }
        let found = self.browser.run_async(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
             return violations.flatMap(({ id, help, nodes }) =>
                 nodes.map(({ target, html }) => `${id}: ${help}\\n    ${target.flat().join(' ')}\\n    ${html}`));",
        );
        match found {
            Value::Array(found) => found
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            other => panic!("axe did not run: {other}"),
        }
    }

    /// Fails unless axe finds nothing, in light and in dark. `name` also names the two pictures.
    pub fn must_be_accessible(&self, name: &str) {
        for (look, dark) in [("light", false), ("dark", true)] {
            self.prefer_dark(dark);
            self.wait_still();
            self.picture(&format!("{name}-{look}"));
            let faults = self.faults();
            assert!(
                faults.is_empty(),
                "axe finds faults on {name} ({look}):\n{}",
                faults.join("\n")
            );
        }
        self.prefer_dark(false);
    }

    /// Sets whether the visitor prefers dark colours, and leaves everything else as it is.
    pub fn prefer_dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features =
            serde_json::json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.browser
            .devtools("Emulation.setEmulatedMedia", &features);
    }
}
