//! What came in?

/// One published item, as it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The id that the input gives, else one made from the content.
    pub id: String,
    /// The name of the file as it was given, if there was one.
    pub file: Option<String>,
    /// The decoded text. Every span of the record points into it.
    pub text: String,
    /// The title, where the input gives it apart from the text.
    pub title: Option<String>,
    /// The day of publication in ISO 8601 (`2017-02-16`), where the input or the user gives it.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// BCP 47 tag of its language, where the input gives it.
    pub language: Option<String>,
    /// What was odd about the input (bytes that could not be decoded, say).
    pub notes: Vec<String>,
}
