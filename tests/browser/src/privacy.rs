//! What the browser asked of any server, and what it has kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde_json::Value;

use crate::{
    Page, Site,
    engine::Engine,
    site::{Desk, LISTENER},
};

/// What is known of requests so far.
///
/// Chromium has a network log of its own, which shows everything that leaves the browser. The other
/// engines have none for a driver: there the test site's own log tells what was asked of it, and
/// the page's resource timing what has arrived and what was asked of anyone else.
pub(crate) struct Seen {
    desk: Arc<Desk>,
    site: String,
    /// So many requests of the site's log came before this page or have been taken in.
    read: usize,
    requests: Vec<String>,
    /// How many of `requests` [`Page::new_requests`] has told of.
    told: usize,
    /// Requests under way, by the browser's name for them.
    open: BTreeMap<String, String>,
    arrived: BTreeSet<String>,
}

impl Page {
    /// Every request that the browser made for this page so far, by its own network log
    /// where it has one, else by the log of the site.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.read_network_log();
        self.seen.borrow().requests.clone()
    }

    /// The requests since this was last asked.
    #[must_use]
    pub fn new_requests(&self) -> Vec<String> {
        self.read_network_log();
        let mut seen = self.seen.borrow_mut();
        let new = seen.requests[seen.told..].to_vec();
        seen.told = seen.requests.len();
        new
    }

    /// Waits until everything that comes unasked has arrived, and takes it as told.
    ///
    /// From here on [`Page::new_requests`] must stay empty, whatever the visitor does.
    pub fn wait_background(&self) {
        self.wait_ready();
        let languages = self.languages;
        self.wait_until(
            "the whole checker, the rules, the plans and what draws",
            |page| {
                page.read_network_log();
                let arrived = &page.seen.borrow().arrived;
                let come = |name: &str, ending: &str| {
                    let mine =
                        |address: &&String| address.contains(name) && address.ends_with(ending);
                    arrived.iter().filter(mine).count()
                };
                come("/unknot-", "_bg.wasm") == 1
                    && come("/rules-", ".txt") == 1
                    && come("/plan-", ".txt") == languages
                    && come("/poses-", ".txt") == 1
                    && come("/drawing-", ".wasm") == 1
            },
        );
        self.wait_quiet();
    }

    /// Waits until no request is under way, and takes all there were as told.
    pub fn wait_quiet(&self) {
        self.wait_until("an end of the requests", |page| {
            page.unfinished_requests().is_empty()
        });
        let mut seen = self.seen.borrow_mut();
        seen.told = seen.requests.len();
    }

    /// Everything that the page has put anywhere in the browser; empty when nothing is kept.
    #[must_use]
    pub fn stored(&self) -> Vec<String> {
        let found = self.browser.run_async(
            "const found = [];
             for (const [name, area] of [['localStorage', localStorage], ['sessionStorage', sessionStorage]]) {
                 for (const key of Object.keys(area)) found.push(`${name}: ${key}`);
             }
             if (document.cookie) found.push(`cookie: ${document.cookie}`);
             for (const { name } of await indexedDB.databases()) found.push(`indexedDB: ${name}`);
             for (const name of await caches.keys()) found.push(`cache: ${name}`);
             for (const worker of await navigator.serviceWorker.getRegistrations()) found.push(`worker: ${worker.scope}`);
             // Not every engine has files of a page.
             const files = await navigator.storage?.getDirectory();
             if (files) for await (const name of files.keys()) found.push(`file: ${name}`);
             if (window.name) found.push(`window.name: ${window.name}`);
             return found;",
        );
        match found {
            Value::Array(found) => found
                .iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            other => panic!("the browser did not say what it stores: {other}"),
        }
    }

    /// The requests that have neither arrived nor failed.
    pub(crate) fn unfinished_requests(&self) -> Vec<String> {
        self.read_network_log();
        self.seen.borrow().open.values().cloned().collect()
    }

    fn read_network_log(&self) {
        if self.browser.engine != Engine::Chromium {
            return self.read_site_log();
        }
        let entries = self.browser.log("performance");
        let mut seen = self.seen.borrow_mut();
        for entry in entries {
            let Some(message) = entry["message"].as_str() else {
                continue;
            };
            let message: Value = serde_json::from_str(message).unwrap_or_default();
            seen.take_in(&message["message"]);
        }
    }

    fn read_site_log(&self) {
        let timed = self.browser.run(
            "return performance.getEntriesByType('resource').filter((each) => each.responseEnd).map((each) => each.name);",
            Vec::new(),
        );
        let timed: Vec<String> = serde_json::from_value(timed).expect("a list of addresses");
        let mut seen = self.seen.borrow_mut();
        let asked = seen.desk.asked();
        let site = seen.site.clone();
        let new = asked[seen.read..].iter();
        let new: Vec<String> = new.map(|path| format!("{site}{path}")).collect();
        seen.read = asked.len();
        seen.requests.extend(new);
        for address in timed {
            let elsewhere = !address.starts_with(&site)
                && !address.starts_with("data:")
                && !address.starts_with("blob:");
            if elsewhere && !seen.requests.contains(&address) {
                seen.requests.push(address.clone());
            }
            seen.arrived.insert(address);
        }
    }
}

impl Seen {
    /// Nothing yet, for a page of this site.
    pub(crate) fn of(site: &Site) -> Self {
        Self {
            desk: Arc::clone(&site.desk),
            site: site.address(""),
            read: site.requests().len(),
            requests: Vec::new(),
            told: 0,
            open: BTreeMap::new(),
            arrived: BTreeSet::new(),
        }
    }

    /// The page is loaded anew, so everything must arrive again.
    pub(crate) fn forget_arrived(&mut self) {
        self.arrived.clear();
        // What was under way ended with the old page, and the log says nothing of it.
        self.open.clear();
    }

    fn take_in(&mut self, message: &Value) {
        let parameters = &message["params"];
        let id = parameters["requestId"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        match message["method"].as_str() {
            Some("Network.requestWillBeSent") => {
                self.start(id, &parameters["request"]["url"]);
            }
            // A socket never "finishes", so it is only noted.
            Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                self.requests
                    .push(parameters["url"].as_str().unwrap_or_default().to_owned());
            }
            Some("Network.loadingFinished") => {
                self.arrived.extend(self.open.remove(&id));
            }
            Some("Network.loadingFailed") => {
                self.open.remove(&id);
            }
            _ => {}
        }
    }

    fn start(&mut self, id: String, address: &Value) {
        let address = address.as_str().unwrap_or_default();
        // What a page carries within itself is no request, and the listener is the journeys' own.
        if !address.ends_with(LISTENER)
            && !address.starts_with("data:")
            && !address.starts_with("blob:")
        {
            self.requests.push(address.to_owned());
            self.open.insert(id, address.to_owned());
        }
    }
}
