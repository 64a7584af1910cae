//! What comes before the records of devices: titles, the header, and everything that makes a file none of ours. It must never
//! judge a device.

use super::{Importer, Phase};
use crate::catalogue::code;
use crate::choice;
use crate::delimiter::Delimiter;
use crate::encoding::{self, Foreign};
use crate::header::{self, Columns, Refusal};
use crate::problems::RowProblems;
use crate::record::Judge;
use crate::row::Sink;
use crate::scanner::Cells;
use alloc::boxed::Box;
use core::mem;
use rules::Severity;

/// Records in which the header is looked for. Spreadsheets and reports put a title and a date above it.
const MOST_ABOVE: usize = 10;

impl Importer {
    /// Reads a record above those of devices. Returns whether it is one of them itself.
    pub(super) fn read_head(&mut self, cells: &Cells<'_>, sink: &mut dyn Sink) -> bool {
        let mut problems = RowProblems::new(self.row);
        let is_device = choice::is_device(&self.choices, cells);
        let columns = if is_device {
            header::given(&[], &self.choices, &mut problems).ok_or(Refusal::Final)
        } else {
            self.preview.add(cells);
            header::read(cells, &self.choices, &mut problems)
        };
        match columns {
            Ok(columns) => {
                if self.above.count > 0 {
                    problems
                        .add(0, "", code!("import.header-row"), Severity::Warning)
                        .put_number("skipped", self.above.count);
                }
                problems.send_all(sink);
                self.begin(columns);
            }
            Err(Refusal::NoSerial) => self.look_further(problems, sink),
            Err(Refusal::Final) => {
                problems.send_all(sink);
                self.phase = Phase::Stopped;
            }
        }
        is_device
    }

    /// Begins with the records of devices.
    pub(super) fn begin(&mut self, mut columns: Columns) {
        if self.is_sheet {
            columns.most = usize::MAX;
        }
        self.preview.begin(columns.names.clone(), columns.fields.clone());
        let delimiter = self.delimiter.unwrap_or(Delimiter::Comma);
        let (choices, policy) = (mem::take(&mut self.choices), mem::take(&mut self.policy));
        self.phase = Phase::Body(Box::new(Judge::new(columns, choices, delimiter, policy)));
    }

    /// Looks for the header in the next record. It may have another delimiter than a title above it.
    fn look_further(&mut self, problems: RowProblems, sink: &mut dyn Sink) {
        self.above.count += 1;
        self.above.first.get_or_insert((problems, self.delimiter));
        if self.above.count == MOST_ABOVE {
            self.give_up(sink);
        } else if !self.is_given {
            self.delimiter = None;
            self.scanner.restart(None);
        }
    }

    /// Refuses the file because no header was found. Returns whether there was anything in it.
    pub(super) fn give_up(&mut self, sink: &mut dyn Sink) -> bool {
        let Some((problems, delimiter)) = self.above.first.take() else { return false };
        problems.send_all(sink);
        self.delimiter = delimiter;
        self.phase = Phase::Stopped;
        true
    }

    /// Refuses a file with a record that is longer than any row of a table. Only its beginning is read.
    pub(super) fn refuse_long(&mut self, sink: &mut dyn Sink) {
        let record = mem::take(&mut self.carry);
        self.row += 1;
        if matches!(self.phase, Phase::Head)
            && let Some(foreign) = encoding::foreign(&record, self.offset)
        {
            return self.refuse_foreign(0, foreign, sink);
        }
        if let Err(error) = core::str::from_utf8(&record)
            && error.error_len().is_some()
        {
            let column = self.scanner.column_at(error.valid_up_to());
            return self.refuse_foreign(column, Foreign::Encoding(encoding::LIKELY), sink);
        }
        match self.scanner.open_quote() {
            Some(place) => self.refuse(place + 1, code!("import.unclosed-quote"), None, sink),
            None => self.refuse(0, code!("import.long-row"), None, sink),
        }
    }

    /// Refuses a file that is not in UTF-8, or no table at all.
    pub(super) fn refuse_foreign(&mut self, column: usize, foreign: Foreign, sink: &mut dyn Sink) {
        let (code, param) = match foreign {
            Foreign::Encoding(encoding) => (code!("import.encoding"), ("encoding", encoding)),
            Foreign::Kind(kind) => (code!("import.kind"), ("kind", kind)),
        };
        self.refuse(column, code, Some(param), sink);
    }

    /// Refuses the whole file.
    pub(super) fn refuse(
        &mut self,
        column: usize,
        code: &'static str,
        param: Option<(&'static str, &'static str)>,
        sink: &mut dyn Sink,
    ) {
        let mut problems = RowProblems::new(self.row);
        let problem = problems.error(column, code);
        if let Some((name, value)) = param {
            problem.put(name, value);
        }
        problems.send_all(sink);
        self.phase = Phase::Stopped;
    }
}
