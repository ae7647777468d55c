//! How is a register changed so that nothing of it can be lost?
//!
//! One at a time: whoever changes a register holds the lock of its folder. The tables are written beside those that are there
//! and put in their places one after the other; that of the actors decides. The others carry its pin in their names until
//! then, so that whoever comes next can tell whether a change that was cut off had been made, and ends it or drops it.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use demarche::register::{ACTORS, Dossier, EVIDENCE, REPORTS, Register};

use crate::output::beside;

/// The file whose lock the one who changes a register holds.
const LOCK: &str = ".lock";

/// A register that is being changed.
pub struct Store {
    folder: PathBuf,
    /// Held as long as this lives.
    _lock: File,
}

impl Store {
    /// Opens a register to change it. Where it is not there, it is begun if `new` says so.
    pub fn open(folder: &Path, new: bool) -> anyhow::Result<Store> {
        let name = folder.display();
        if folder.exists() && !folder.is_dir() {
            bail!("{name}: this is a file; a register is a folder");
        }
        if new {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {name}"))?;
        } else if !folder.join(ACTORS).exists() {
            Register::open(folder)?;
        }
        let path = folder.join(LOCK);
        let lock = File::options().create(true).truncate(false).write(true).open(&path);
        let lock = lock.with_context(|| format!("cannot change the register {name}"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                eprintln!("demarche: {name}: somebody else is changing this register; waiting");
                lock.lock().with_context(|| format!("cannot lock the register {name}"))?;
            }
            Err(TryLockError::Error(cause)) => {
                return Err(cause).with_context(|| format!("cannot lock the register {name}"));
            }
        }
        Ok(Store { folder: folder.to_path_buf(), _lock: lock })
    }

    /// What the register holds, after a change that was cut off has been ended or dropped.
    pub fn read(&self) -> anyhow::Result<Dossier> {
        self.recover()?;
        Ok(Dossier::open(&self.folder)?)
    }

    /// Puts a dossier in the place of what is there: all of it, or where that fails nothing.
    pub fn write(&self, dossier: &Dossier) -> anyhow::Result<()> {
        let pin = dossier.register.pin();
        let written = self.write_all(dossier, &pin);
        let name = self.folder.display();
        written.with_context(|| format!("cannot change the register {name}; it is as it was"))?;
        self.recover()
    }

    fn write_all(&self, dossier: &Dossier, pin: &str) -> anyhow::Result<()> {
        let parts = [(EVIDENCE, dossier.evidence_csv()), (REPORTS, dossier.reports_csv())];
        let mut whole = Vec::new();
        for (name, text) in parts {
            whole.push((self.pending(name, pin), self.temporary(name, &text)?));
        }
        let actors = self.temporary(ACTORS, &dossier.register.to_csv())?;
        for (path, file) in whole {
            file.persist(path).map_err(|e| e.error)?;
        }
        actors.persist(self.folder.join(ACTORS)).map_err(|e| e.error)?;
        Ok(())
    }

    fn temporary(&self, name: &str, text: &str) -> anyhow::Result<tempfile::NamedTempFile> {
        let path = self.folder.join(name);
        let mut file = beside(&path, fs::metadata(&path).ok())?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        Ok(file)
    }

    /// The name of a table until the table of actors with this pin stands.
    fn pending(&self, name: &str, pin: &str) -> PathBuf {
        self.folder.join(format!(".{pin}-{name}"))
    }

    /// Ends a change whose table of actors stands; drops what belongs to others.
    fn recover(&self) -> anyhow::Result<()> {
        let waits = |path: &Path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.starts_with('.') && (name.ends_with(EVIDENCE) || name.ends_with(REPORTS))
        };
        let entries = fs::read_dir(&self.folder).with_context(|| self.folder.display().to_string())?;
        let pending: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| waits(p)).collect();
        if pending.is_empty() {
            return Ok(());
        }
        let pin = Register::open(&self.folder).map(|r| r.pin()).unwrap_or_default();
        for path in pending {
            let table = [EVIDENCE, REPORTS].into_iter().find(|t| path == self.pending(t, &pin));
            let done = match table {
                Some(table) => fs::rename(&path, self.folder.join(table)),
                None => fs::remove_file(&path),
            };
            done.with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}
