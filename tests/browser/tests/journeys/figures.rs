//! Exercises are shown as drawings, which come unasked; without them the words still do.

use unknot_journeys::{Ability, Page, Serving, Site, Visitor, can};

use crate::visitor::{FULL, Person};

const SHOW: &str = "Show the movement: ";

fn outcome(site: &Site, visitor: Visitor) -> Page {
    let page = Page::open_as(site, "/hosts/clinic.html", visitor);
    page.wait_background();
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_heading("Look after it at home");
    page
}

fn count(page: &Page, selector: &str) -> u64 {
    let found = page.run(&format!("return all('{selector}').filter(shown).length;"));
    found.as_u64().unwrap_or_default()
}

/// The first button that shows a movement, by its whole name.
fn movement(page: &Page) -> String {
    let mut controls = page.controls().into_iter();
    controls
        .find(|name| name.starts_with(SHOW))
        .expect("a movement to show")
}

#[test]
fn an_outcome_shows_how_its_exercises_go_and_asks_for_nothing() {
    let site = Site::start_with(Serving {
        policy: Some(Serving::STRICT),
        ..Serving::default()
    });
    let page = outcome(&site, Visitor::PHONE);
    page.wait_until("start and end of the first stretch", |page| {
        count(page, ".moving .picture svg") == 2
    });
    assert!(
        count(&page, "summary svg") > 3,
        "small pictures stand outside"
    );
    let unpainted = "return all('.figure').filter((figure) => !figure.firstChild).length;";
    assert_ne!(page.run(unpainted), 0, "what is far below is not painted");
    let name = movement(&page);
    let named = page.run("return all('.moving .pictures')[0].getAttribute('aria-label');");
    assert_eq!(named, name[SHOW.len()..], "the picture has its own name");

    // It plays once by itself when it is seen, comes to rest, and plays again when asked to.
    page.run("all('.moving')[0].scrollIntoView({ block: 'center' });");
    page.wait_until("the movement", |page| count(page, ".playing .film") == 1);
    page.wait_still();
    assert_eq!(count(&page, ".film"), 0);
    page.press(&name);
    page.wait_until("the movement again", |page| {
        count(page, ".playing .film") == 1
    });
    page.wait_still();
    assert_eq!(
        count(&page, ".moving .picture svg") % 2,
        0,
        "start and end stay"
    );

    // What is for later opens with pictures of its own.
    let before = count(&page, ".pictures");
    page.run("all('details.exercise')[0].querySelector('summary').click();");
    page.wait_until("one more", |page| count(page, ".pictures") == before + 1);
    page.wait_until("its lines", |page| {
        count(page, "details[open] .picture svg path") > 20
    });
    if page.can(Ability::Paper) {
        assert!(!page.print("figures").is_empty());
        assert_eq!(page.run(unpainted), 0, "on paper stand all of them");
    }
    assert_eq!(page.new_requests(), Vec::<String>::new());
    let complaints = page.console();
    assert!(complaints.is_empty(), "{complaints:?}");
}

#[test]
fn nothing_moves_by_itself_for_who_wants_no_motion() {
    if !can(Ability::Looks) {
        return;
    }
    let site = Site::start();
    let still = Visitor {
        still: true,
        ..Visitor::NARROW
    };
    let page = outcome(&site, still);
    page.wait_until("start and end of the first stretch", |page| {
        count(page, ".moving .picture svg") == 2
    });
    page.run("window.played = 0; const look = () => { window.played += root.querySelectorAll('.playing').length; };
              new MutationObserver(look).observe(root, { subtree: true, attributes: true, childList: true });
              all('.moving')[0].scrollIntoView({ block: 'center' });");
    assert!(!page.scrolls_sideways());
    // Whoever asks for it gets it; until then nothing has.
    let name = movement(&page);
    assert_eq!(page.run("return window.played;"), 0);
    page.press(&name);
    page.wait_until("the movement", |page| count(page, ".playing .film") == 1);
}

#[test]
fn without_drawings_everything_is_said_in_words() {
    let site = Site::start_with(Serving {
        changed: &[("poses-", |_| Vec::new())],
        ..Serving::default()
    });
    // What draws is asked for again and again, and other languages only after that.
    let page = Page::open_ready(&site, "/hosts/clinic.html");
    Person::begin(&page, FULL);
    Person::with_a_night_cramp().walk(&page);
    page.wait_until("the words of the plan", |page| page.shows("When to stop:"));
    assert_eq!(count(&page, "svg"), 0);
    assert!(page.shows("You should feel it here:"), "{}", page.text());
    page.wait_until("a word about it in the console", |page| {
        let mut lines = page.console().into_iter();
        lines.any(|line| line.contains("has not got its drawings"))
    });
}
