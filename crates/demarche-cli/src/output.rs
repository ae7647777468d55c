//! Where does the output go?
//!
//! A file appears under its name only once it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

/// Where records follow one another.
pub enum Output {
    Stream { to: Box<dyn Write>, name: String },
    File { temporary: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    /// Standard output where no file is named. What is no ordinary file (`/dev/null`) is written to as it stands.
    pub fn new(path: Option<&Path>) -> anyhow::Result<Output> {
        let Some(path) = path else {
            return Ok(Output::Stream {
                to: Box::new(BufWriter::new(io::stdout())),
                name: "standard output".to_string(),
            });
        };
        let name = path.display().to_string();
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|m| m.is_dir()) {
            anyhow::bail!("{name}: this is a folder; --output names a file");
        }
        if there.as_ref().is_some_and(|m| !m.is_file()) {
            let file = File::options().write(true).open(path).with_context(|| format!("cannot write {name}"))?;
            return Ok(Output::Stream { to: Box::new(BufWriter::new(file)), name });
        }
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let temporary = beside(&path, there).with_context(|| format!("cannot write {name}"))?;
        Ok(Output::File { temporary: BufWriter::new(temporary), path })
    }

    /// Writes all of this, and lets a reader at the other end of a pipe see it.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = match self {
            Output::Stream { to, .. } => to.write_all(bytes).and_then(|()| to.flush()),
            Output::File { temporary, .. } => temporary.write_all(bytes),
        };
        match written {
            // A thread that waits for more input cannot be woken, and nobody wants it any more.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
            written => written.with_context(|| self.fault()),
        }
    }

    /// Gives the file its name.
    pub fn finish(self) -> anyhow::Result<()> {
        let fault = self.fault();
        match self {
            Output::Stream { mut to, .. } => to.flush().context(fault),
            Output::File { temporary, path } => {
                let whole = temporary.into_inner().map_err(|e| e.into_error()).with_context(|| fault.clone())?;
                whole.as_file().sync_all().with_context(|| fault.clone())?;
                whole.persist(path).map_err(|e| e.error).context(fault)?;
                Ok(())
            }
        }
    }

    fn fault(&self) -> String {
        match self {
            Output::Stream { name, .. } => format!("cannot write {name}"),
            Output::File { path, .. } => format!("cannot write {}; nothing was put under that name", path.display()),
        }
    }
}

/// A folder in which each report has files of its own.
pub struct Folder {
    path: PathBuf,
    names: BTreeSet<String>,
}

impl Folder {
    /// Makes the folder where there is none.
    pub fn new(path: &Path) -> anyhow::Result<Folder> {
        let name = path.display();
        fs::create_dir_all(path)
            .with_context(|| format!("{name}: cannot make this folder for the files of each report"))?;
        Ok(Folder { path: path.to_path_buf(), names: BTreeSet::new() })
    }

    /// A name that no other report of this folder has.
    pub fn name(&mut self, wanted: &str) -> String {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        let mut name: String = wanted.chars().map(|c| if plain(c) { c } else { '_' }).take(LONGEST).collect();
        if name.starts_with('.') || name.is_empty() {
            name.insert(0, '_');
        }
        let others = (2..).map(|n| format!("{name}-{n}"));
        let free = std::iter::once(name.clone()).chain(others).find(|n| !self.names.contains(n)).unwrap_or(name);
        self.names.insert(free.clone());
        free
    }

    /// Writes one file, whole.
    pub fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.path.join(name);
        let whole = || -> io::Result<()> {
            let mut temporary = beside(&path, None)?;
            temporary.write_all(bytes)?;
            temporary.persist(&path).map_err(|e| e.error)?;
            Ok(())
        };
        whole().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// Names of files are no longer than this, in characters.
const LONGEST: usize = 60;

/// Writes to standard output.
pub fn write_out(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?)
}

/// A temporary file in the folder of `path`, which may be read and written as `path` itself.
pub fn beside(path: &Path, there: Option<fs::Metadata>) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".demarche-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions())?;
    }
    Ok(file)
}

/// Did the reader at the other end of a pipe go away?
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == ErrorKind::BrokenPipe)
}
