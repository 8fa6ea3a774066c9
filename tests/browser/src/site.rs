//! A tiny web server that plays the clinic's site.

use std::{
    fs,
    net::TcpListener,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tokio::{runtime::Builder, sync::oneshot};

use crate::setting;

/// What becomes of a file on its way to the browser.
pub type Change = fn(Vec<u8>) -> Vec<u8>;

/// How a site serves its files. `Serving::default()` does everything right.
#[derive(Clone, Debug, Default)]
pub struct Serving {
    /// A `Content-Security-Policy` header for every page, such as [`Serving::STRICT`].
    pub policy: Option<&'static str>,
    /// Sends wasm files as `application/octet-stream`, as many cheap servers do.
    pub wrong_wasm_type: bool,
    /// Answers 404 for every file whose name ends like one of these, such as `.wasm`.
    pub missing: &'static [&'static str],
    /// Sends every file whose name starts like one of these with its content changed, such as
    /// `words-`.
    pub changed: &'static [(&'static str, Change)],
}

impl Serving {
    /// The strictest policy that a page with the checker can have.
    pub const STRICT: &'static str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

/// The path of the script that listens for the journeys; see `listen.js`.
pub(crate) const LISTENER: &str = "/journey.js";

/// A running site: the production build at `/`, and `tests/hosts/` at `/hosts/`.
///
/// Every site has a port of its own, so two sites are two origins. It ends when dropped.
pub struct Site {
    address: String,
    pub(crate) desk: Arc<Desk>,
    /// Dropping this ends the server.
    _open: oneshot::Sender<()>,
}

/// What the server needs for an answer.
pub(crate) struct Desk {
    dist: PathBuf,
    serving: Serving,
    asked: Mutex<Vec<String>>,
}

impl Site {
    /// Starts a site that serves everything as it should be.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(Serving::default())
    }

    /// Starts a site with a server of the given manners.
    #[must_use]
    pub fn start_with(serving: Serving) -> Self {
        let dist = setting::dist();
        assert!(
            dist.join("index.html").is_file(),
            "no build in {}: run `cargo xtask dist`",
            dist.display()
        );
        let desk = Arc::new(Desk {
            dist,
            serving,
            asked: Mutex::default(),
        });

        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port to serve at");
        listener
            .set_nonblocking(true)
            .expect("a listener that can wait");
        let address = format!(
            "http://{}",
            listener.local_addr().expect("the listener has an address")
        );
        let (open, closed) = oneshot::channel();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        thread::spawn(move || {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a small runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)
                    .expect("a listener for the runtime");
                tokio::select! {
                    served = axum::serve(listener, router) => served.expect("the server goes on"),
                    _ = closed => {}
                }
            });
        });
        Self {
            address,
            desk,
            _open: open,
        }
    }

    /// The full address of a path of this site, such as `/hosts/two.html`.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Every path that was asked of this server, in order, with its query.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.desk.asked()
    }

    /// How many languages the build offers.
    #[must_use]
    pub fn languages(&self) -> usize {
        let files = fs::read_dir(&self.desk.dist).expect("the build");
        let plans = files.filter_map(Result::ok).filter(|file| {
            let name = file.file_name();
            name.to_string_lossy().starts_with("plan-")
        });
        plans.count()
    }
}

impl Desk {
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .expect("the server does not panic")
            .clone()
    }
}

async fn answer(State(desk): State<Arc<Desk>>, address: Uri) -> Response {
    // These two are no requests of the page: the one is the journeys' own, the other the browser's.
    if address.path() == LISTENER {
        let kind = [(header::CONTENT_TYPE, "text/javascript")];
        return (kind, include_str!("listen.js")).into_response();
    }
    if address.path() == "/favicon.ico" {
        // Without an answer every console would hold a complaint.
        return StatusCode::NO_CONTENT.into_response();
    }
    desk.asked
        .lock()
        .expect("the server does not panic")
        .push(address.to_string());
    let found = file(address.path(), &desk.dist).filter(|file| {
        let name = file.to_string_lossy();
        !desk
            .serving
            .missing
            .iter()
            .any(|ending| name.ends_with(ending))
    });
    let Some((file, bytes)) =
        found.and_then(|file| fs::read(&file).ok().map(|bytes| (file, bytes)))
    else {
        return (StatusCode::NOT_FOUND, "not here").into_response();
    };
    let mut changes = desk.serving.changed.iter();
    let bytes = match changes.find(|(start, _)| starts(&file, start)) {
        Some((_, change)) => change(bytes),
        None => bytes,
    };
    let bytes = if file.extension().is_some_and(|ending| ending == "html") {
        listened_to(bytes)
    } else {
        bytes
    };
    let mut headers = HeaderMap::new();
    let mut say = |name: HeaderName, value| headers.insert(name, HeaderValue::from_static(value));
    say(header::CONTENT_TYPE, content_type(&file, &desk.serving));
    say(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    say(header::CACHE_CONTROL, "no-cache");
    if let Some(policy) = desk.serving.policy {
        say(header::CONTENT_SECURITY_POLICY, policy);
    }
    (headers, bytes).into_response()
}

/// The page with the listener in front of every other script.
fn listened_to(page: Vec<u8>) -> Vec<u8> {
    let page = String::from_utf8_lossy(&page);
    let listener = format!("<head>\n<script src=\"{LISTENER}\"></script>");
    page.replacen("<head>", &listener, 1).into_bytes()
}

fn file(path: &str, dist: &Path) -> Option<PathBuf> {
    let hosts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../hosts");
    let (folder, name) = match path.strip_prefix("/hosts/") {
        Some(name) => (hosts, name),
        None => (dist.to_path_buf(), path.strip_prefix('/')?),
    };
    let name = if name.is_empty() { "index.html" } else { name };
    let plain = Path::new(name)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(name))
}

fn starts(file: &Path, start: &str) -> bool {
    file.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(start))
}

fn content_type(file: &Path, serving: &Serving) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain",
        Some("svg") => "image/svg+xml",
        Some("wasm") if !serving.wrong_wasm_type => "application/wasm",
        _ => "application/octet-stream",
    }
}
