//! The history that a host keeps of the changes of all admins: reading it, and saying with each write what belongs together. It
//! must never decide what a change means.

use std::rc::Rc;

use super::{Client, MOST_PAGES, whole_count};
use crate::contract::{PAGE_LIMIT, Part};
use crate::error::HostError;
use crate::model::{ChangeQuery, DeviceChange, Page};
use crate::{records, url};

impl Client {
    /// The same host, which is told with each assignment and enrollment that they belong to this run. A host without a history is
    /// told nothing.
    pub fn in_run(&self, run: &str) -> Client {
        Client { run: Some(Rc::from(run)), ..self.clone() }
    }

    /// The path of a write, with the run to which it belongs.
    pub(super) fn in_history(&self, path: &str) -> String {
        match &self.run {
            Some(run) if self.offers(Part::Changes) => {
                url::with_query(path, &[(self.contract.query.run(), run)])
            }
            _ => path.to_owned(),
        }
    }

    /// One page of the changes that admins of the host have made, the newest first: at most `limit` rows, and at most
    /// [`PAGE_LIMIT`]. Fails with [`Kind::Absent`](crate::Kind::Absent) on a host without a history.
    pub async fn changes(
        &self,
        query: &ChangeQuery,
        limit: u32,
    ) -> Result<Page<DeviceChange>, HostError> {
        let names = &self.contract.query;
        let (offset, limit) = (query.offset.to_string(), limit.min(PAGE_LIMIT).to_string());
        let path = url::with_query(
            self.contract.path(Part::Changes)?,
            &[
                (names.offset(), &offset),
                (names.limit(), &limit),
                (names.serial(), query.serial.trim()),
                (names.by(), query.by.trim()),
                (names.run(), &query.run),
            ],
        );
        let json = self.read(path).await?;
        let lists = &self.contract.lists;
        let (rows, count) = records::list(&json, lists.changes(), lists.count())?;
        let key = self.contract.change.serial();
        Ok(Page {
            rows: records::rows(rows, key, |row| records::change(row, &self.contract))?,
            count: whole_count(count, query.offset, rows),
        })
    }

    /// All changes of a run, the newest first. Empty where the host does not know it. Fails with
    /// [`Kind::Absent`](crate::Kind::Absent) on a host without a history.
    pub async fn changes_of_run(&self, run: &str) -> Result<Vec<DeviceChange>, HostError> {
        let mut all = Vec::new();
        // A host that ignores the offset must not keep the client going for ever.
        for page in 0..MOST_PAGES {
            let offset = page * PAGE_LIMIT;
            let query = ChangeQuery { offset, run: run.to_owned(), ..ChangeQuery::default() };
            let read = self.changes(&query, PAGE_LIMIT).await?;
            let is_last = read.rows.is_empty() || read.count <= offset.saturating_add(PAGE_LIMIT);
            // Nor may one that ignores the run tell changes of others for its own.
            all.extend(read.rows.into_iter().filter(|row| row.run == run));
            if is_last {
                break;
            }
        }
        Ok(all)
    }
}
