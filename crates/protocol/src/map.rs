use crate::QuestionId;

/// The picture of a person whose regions are the options of one question.
///
/// Shapes are the words of an SVG path, frames those of a view box; a page only has to put them
/// there. What they are made of stands in `protocol/map.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// The question whose options are the regions; none where there is no picture.
    pub question: Option<QuestionId>,
    /// The person from the front and from the back.
    pub views: Vec<View>,
    /// The small pictures beside options that name a part of a region.
    pub parts: Vec<MapPart>,
}

/// The person seen from one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// How much of the plane the whole person takes.
    pub frame: String,
    /// The silhouette.
    pub outline: String,
    /// Fine lines that help to find one's way: collarbones, kneecaps, the spine.
    pub details: String,
    /// What can be tapped. Where two reach out beyond the body, the later one is met.
    pub regions: Vec<Region>,
}

/// A place that can be tapped, on both sides of the body: sides are not asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Region {
    /// The option of the map's question.
    pub option: u16,
    /// One closed line for each side, or one for both where it crosses the middle.
    pub shape: String,
}

/// The small picture of one option: where in a region a muscle lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapPart {
    /// The question that asks for the part.
    pub question: QuestionId,
    /// Its option.
    pub option: u16,
    /// The view it is drawn on, by its place.
    pub view: u16,
    /// How much of that view is shown.
    pub frame: String,
    /// What is shaded.
    pub shape: String,
}

impl Map {
    /// The small picture of that option, if there is one.
    pub fn part(&self, question: QuestionId, option: u16) -> Option<(&View, &MapPart)> {
        let same = |part: &&MapPart| part.question == question && part.option == option;
        let part = self.parts.iter().find(same)?;
        Some((self.views.get(usize::from(part.view))?, part))
    }
}
