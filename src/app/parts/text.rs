//! The plainest parts: an element, a paragraph, a heading, a list. As functions they can be chained,
//! left out and put in order like any other value; markup is kept for what has attributes of its own.

use yew::virtual_dom::VTag;
use yew::{Html, html};

/// An element with its class, if it has one, and what it holds.
pub(crate) fn element(tag: &'static str, class: &'static str, content: Html) -> Html {
    let class = [("class", class)];
    tagged(
        tag,
        if class[0].1.is_empty() { &[] } else { &class },
        content,
    )
}

/// An element with its attributes and what it holds. For what has no handlers this takes less
/// than markup.
pub(crate) fn tagged(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    content: Html,
) -> Html {
    let mut element = VTag::new(tag);
    for &(name, value) in attributes {
        element.add_attribute(name, value.to_owned());
    }
    element.add_child(content);
    element.into()
}

/// Parts one after the other.
pub(crate) fn group<const N: usize>(parts: [Html; N]) -> Html {
    parts.into_iter().collect()
}

/// Plain text.
pub(crate) fn text(text: &str) -> Html {
    Html::from(text.to_owned())
}

/// A paragraph.
pub(crate) fn paragraph(class: &'static str, says: &str) -> Html {
    element("p", class, text(says))
}

/// A paragraph whose first words are its name.
pub(crate) fn named(name: &str, says: &str) -> Html {
    element(
        "p",
        "",
        group([element("span", "name", text(name)), text(" "), text(says)]),
    )
}

/// The heading of a part of a section.
pub(crate) fn subheading(class: &'static str, says: &str) -> Html {
    element("h3", class, text(says))
}

/// The heading that each screen has one of, and that takes the focus.
pub(crate) fn main_heading(says: &str) -> Html {
    html! { <h2 id="heading" tabindex="-1">{ text(says) }</h2> }
}

/// A list; nothing at all where it would be empty.
pub(crate) fn list(class: &'static str, items: impl IntoIterator<Item = String>) -> Html {
    filled("ul", class, items.into_iter().collect())
}

/// Steps in their order.
pub(crate) fn steps(items: impl IntoIterator<Item = String>) -> Html {
    filled("ol", "", items.into_iter().collect())
}

/// A list below its name; nothing at all where it would be empty.
pub(crate) fn named_list(name: &str, class: &'static str, items: Vec<String>) -> Html {
    if items.is_empty() {
        Html::default()
    } else {
        group([paragraph("name", name), filled("ul", class, items)])
    }
}

/// A list without marks. Its role is written out, because some browsers take it for no list then.
pub(crate) fn rows(class: &'static str, rows: Html) -> Html {
    html! { <ul {class} role="list">{ rows }</ul> }
}

/// A section with its heading.
pub(crate) fn section(class: &'static str, title: &str, content: Html) -> Html {
    element(
        "section",
        class,
        group([element("h2", "", text(title)), content]),
    )
}

/// Something to look up behind its name.
pub(crate) fn disclosure(class: &'static str, name: &str, content: Html) -> Html {
    folded(class, text(name), content)
}

/// Something to look up behind whatever tells what it is.
pub(crate) fn folded(class: &'static str, summary: Html, content: Html) -> Html {
    element(
        "details",
        class,
        group([element("summary", "", summary), content]),
    )
}

fn filled(tag: &'static str, class: &'static str, items: Vec<String>) -> Html {
    if items.is_empty() {
        return Html::default();
    }
    element(
        tag,
        class,
        items
            .iter()
            .map(|item| element("li", "", text(item)))
            .collect(),
    )
}
