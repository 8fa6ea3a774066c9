//! Where things are in this project.

use std::path::PathBuf;

/// The folder of the whole project.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

/// The project's own tools; ignored by git, so that nothing of the user's is touched.
pub fn tools() -> PathBuf {
    root().join(".tools")
}

/// The production build.
pub fn dist() -> PathBuf {
    root().join("dist")
}
