//! Faults of accessibility that axe-core finds.

use std::{collections::BTreeMap, fmt::Write as _, fs};

use serde_json::Value;

use crate::{
    Page, Visitor,
    engine::{Ability, can},
    setting,
};

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
            if dark && !can(Ability::Looks) {
                continue;
            }
            self.become_visitor(Visitor {
                dark,
                ..Visitor::PHONE
            });
            self.wait_still();
            self.picture(&format!("{name}-{look}"));
            let faults = self.faults();
            assert!(
                faults.is_empty(),
                "axe finds faults on {name} ({look}):\n{}",
                faults.join("\n")
            );
        }
        self.become_visitor(Visitor::PHONE);
    }

    /// What a screen reader finds in the checker, from the browser's own accessibility tree: one
    /// line for each thing, with its role, its name and its state.
    #[must_use]
    pub fn outline(&self) -> String {
        let tree = self
            .browser
            .devtools("Accessibility.getFullAXTree", &serde_json::json!({}));
        let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
        let by_id: BTreeMap<&str, &Value> = nodes
            .iter()
            .filter_map(|node| Some((node["nodeId"].as_str()?, node)))
            .collect();
        let mut outline = String::new();
        if let Some(root) = nodes.first() {
            write_node(root, &by_id, 0, "", &mut outline);
        }
        outline
    }
}

fn write_node(
    node: &Value,
    by_id: &BTreeMap<&str, &Value>,
    depth: usize,
    around: &str,
    outline: &mut String,
) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default().trim();
    let (mut depth, mut around) = (depth, around);
    let told = match role {
        "InlineTextBox" | "LineBreak" | "ListMarker" => return,
        "none" | "generic" | "RootWebArea" => false,
        // Words that are the name of what they stand in are said once.
        "StaticText" => !name.is_empty() && !around.contains(name),
        _ => true,
    };
    if told && node["ignored"] != true {
        let shown = if role == "StaticText" { "text" } else { role };
        let name_shown = if name.is_empty() {
            String::new()
        } else {
            format!(" “{name}”")
        };
        let _ = writeln!(
            outline,
            "{}{shown}{name_shown}{}",
            "  ".repeat(depth),
            states(node)
        );
        depth += 1;
        around = name;
    }
    let children = node["childIds"].as_array().into_iter().flatten();
    for child in children
        .filter_map(Value::as_str)
        .filter_map(|id| by_id.get(id))
    {
        write_node(child, by_id, depth, around, outline);
    }
}

fn states(node: &Value) -> String {
    let mut states = String::new();
    for property in node["properties"].as_array().into_iter().flatten() {
        let value = &property["value"]["value"];
        let name = property["name"].as_str().unwrap_or_default();
        let told = match name {
            "level" => Some(format!("level {value}")),
            "checked" => Some(match value.as_str() {
                Some("true") => "ticked".to_owned(),
                _ => "not ticked".to_owned(),
            }),
            "expanded" if *value == true => Some("open".to_owned()),
            "expanded" => Some("closed".to_owned()),
            "focused" if *value == true => Some("has the focus".to_owned()),
            "required" | "disabled" if *value == true => Some(name.to_owned()),
            "invalid" if *value != "false" => Some("invalid".to_owned()),
            "live" => Some(format!("live {}", value.as_str().unwrap_or_default())),
            _ => None,
        };
        if let Some(told) = told {
            let _ = write!(states, ", {told}");
        }
    }
    if let Some(about) = node["description"]["value"].as_str()
        && !about.is_empty()
    {
        let _ = write!(states, ", described as “{about}”");
    }
    states
}
