//! The element on its host page: loading, failing, and staying out of the way.

use unknot_journeys::{Ability, Page, Serving, Site, Visitor, can};

#[test]
fn without_scripts_the_emergency_advice_stands_there() {
    let site = Site::start();
    if !can(Ability::Tree) {
        return;
    }
    let page = Page::open_as(&site, "/", Visitor::WITHOUT_SCRIPTS);
    let read = page.read_aloud();
    assert!(read.contains("emergency number"), "{read}");
    page.picture("without-scripts");
}

#[test]
fn with_scripts_the_start_screen_appears() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/");
    assert!(!page.shows_advice());
    assert!(!page.heading().is_empty(), "{}", page.text());
    page.must_be_accessible("start");
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn when_the_program_cannot_be_fetched_the_advice_stays() {
    let site = Site::start_with(Serving {
        missing: &[".wasm"],
        ..Serving::default()
    });
    let page = Page::open(&site, "/");
    page.wait_until("the complaint in the console", |page| {
        page.console()
            .iter()
            .any(|line| line.contains("shows only the advice"))
    });
    assert!(page.shows_advice());
}

#[test]
fn a_crash_brings_the_advice_back() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/two.html");
    page.use_checker(1);
    page.wait_ready();
    // A page script or an extension that breaks the page under the checker is the likeliest crash.
    page.run(
        "Node.prototype.insertBefore = () => { throw new Error('broken by the journey'); };
         Node.prototype.appendChild = Node.prototype.insertBefore;
         all('button').find(shown).click();",
    );
    for checker in [0, 1] {
        page.use_checker(checker);
        page.wait_until("the advice", Page::shows_advice);
    }
}

#[test]
fn a_strict_content_policy_is_enough() {
    let site = Site::start_with(Serving {
        policy: Some(Serving::STRICT),
        ..Serving::default()
    });
    let page = Page::open_ready(&site, "/");
    assert!(!page.shows_advice());
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn a_server_that_does_not_know_wasm_is_no_obstacle() {
    let site = Site::start_with(Serving {
        wrong_wasm_type: true,
        ..Serving::default()
    });
    let page = Page::open_ready(&site, "/");
    assert!(!page.shows_advice());
}

#[test]
fn the_script_may_come_late_and_twice() {
    let site = Site::start();
    for host in [
        "/hosts/late.html",
        "/hosts/twice.html",
        "/hosts/created.html",
    ] {
        let page = Page::open_ready(&site, host);
        assert!(!page.shows_advice(), "{host}");
        let complaints = page.console();
        assert!(complaints.is_empty(), "{host}: {complaints:?}");
    }
}

#[test]
fn two_checkers_on_one_page_are_two_visits() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/two.html");
    page.use_checker(1);
    page.wait_ready();
    assert!(!page.shows_advice());
    page.wait_background();
    for program in ["/opening-", "/unknot-", "/drawing-"] {
        let requests = page.requests();
        let fetched = requests
            .iter()
            .filter(|address| address.contains(program) && address.ends_with(".wasm"))
            .count();
        assert_eq!(fetched, 1, "{program} is fetched once for both");
    }
}

#[test]
fn the_styles_of_a_page_do_not_reach_the_checker() {
    let site = Site::start();
    let look = |host: &str| {
        let page = Page::open_as(&site, host, Visitor::DESK);
        page.wait_ready();
        let width = page.run("return all('h2').find(shown)?.getBoundingClientRect().width ?? 0;");
        assert!(
            width.as_f64() > Some(200.0),
            "{host}: the heading is {width} wide"
        );
        page.picture(&format!(
            "styles-of-{}",
            host.trim_start_matches("/hosts/").trim_end_matches(".html")
        ));
        let looks = page.run(
            "const properties = ['display', 'float', 'color', 'fontFamily', 'fontSize', 'letterSpacing', 'lineHeight',
                 'textAlign', 'textTransform', 'visibility'];
             const inner = all('*').filter((thing) => thing.parentNode !== root);
             return inner.flatMap((thing) => properties.map((name) =>
                 `${thing.localName} “${first(thing)}”: ${name} ${getComputedStyle(thing)[name]}`));",
        );
        serde_json::from_value::<Vec<String>>(looks).expect("a list of looks")
    };
    let (hostile, plain) = (look("/hosts/hostile.html"), look("/hosts/plain.html"));
    assert_eq!(hostile.len(), plain.len());
    let changed: Vec<_> = hostile
        .iter()
        .zip(&plain)
        .filter(|(hostile, plain)| hostile != plain)
        .take(10)
        .collect();
    assert!(
        changed.is_empty(),
        "hostile and plain page differ: {changed:#?}"
    );
}

#[test]
fn an_unknown_attribute_is_reported_and_the_checker_still_runs() {
    let site = Site::start();
    let page = Page::open_ready(&site, "/hosts/unknown.html");
    assert!(!page.shows_advice());
    page.wait_until("the complaint in the console", |page| {
        page.console().iter().any(|line| line.contains("colour"))
    });
}

#[test]
fn from_ready_on_nothing_is_asked_and_nothing_is_kept() {
    let site = Site::start();
    let page = Page::open(&site, "/");
    page.wait_background();
    page.reload();
    page.wait_background();
    assert_eq!(page.new_requests(), Vec::<String>::new());
    assert_eq!(page.stored(), Vec::<String>::new());
}
