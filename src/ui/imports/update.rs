//! The steps of the import: the file, its columns, its lines, repairs and the start. It must never decide what is wrong with a
//! line.

use super::columns::{self, Choice, Head};
use super::line::{Cell, Line, Status};
use super::messages::{Cells, Effect, Msg};
use super::state::{Devices, MOST_LINES, State, Step};

/// Rows whose suggestions are used in one task.
const REPAIRED_AT_ONCE: usize = 100;

impl State {
    /// Takes one message and returns the effects.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Chosen(name) => {
                self.reset();
                self.name = name;
                self.open(None, String::new())
            }
            Msg::Progress(generation, percent) => {
                if generation == self.generation && self.opening.is_some() {
                    self.opening = Some(percent);
                }
                Vec::new()
            }
            Msg::Opened(generation, answer, remembered) if generation == self.generation => {
                self.opened(answer, remembered)
            }
            Msg::Opened(..) => Vec::new(),
            Msg::Sheet(sheet) => {
                self.is_chosen = false;
                self.open(None, sheet)
            }
            Msg::Choose(place, field) => {
                columns::choose(&mut self.choice, place, field);
                Vec::new()
            }
            Msg::UseColumns => self.use_columns(),
            Msg::ShowColumns if self.head.is_some() && self.opening.is_none() => {
                self.step = Step::Columns;
                Vec::new()
            }
            Msg::ShowColumns => Vec::new(),
            Msg::Lines(generation, lines) if generation == self.generation => {
                if lines.is_empty() {
                    self.is_whole = true;
                    return vec![Effect::ReadBasis];
                }
                self.lines.extend(lines);
                vec![Effect::NextLines(generation)]
            }
            Msg::Lines(..) => Vec::new(),
            Msg::Edit(row, cell, text) => self.edit(row, cell, text),
            Msg::Type(row, cell, text) => {
                self.open_row = Some(row);
                self.edit(row, cell, text)
            }
            Msg::RepairAll => {
                self.repairs = self.repairable().map(|line| line.row).collect();
                self.open_row = None;
                self.repair()
            }
            Msg::RepairMore => self.repair(),
            Msg::LeaveOut(row) => {
                let Some(place) = self.place(row) else { return Vec::new() };
                self.lines.remove(place);
                self.cursor = self.cursor.min(place);
                vec![self.judge_again(&[row], Vec::new(), vec![row])]
            }
            Msg::OpenRow(row) => {
                self.open_row = row;
                Vec::new()
            }
            Msg::Judged(rows, lines) => {
                self.judged(&rows, lines);
                let mut effects = self.wishes();
                if !self.repairs.is_empty() {
                    effects.push(Effect::RepairMore);
                }
                effects
            }
            Msg::Show(segment) => {
                (self.segment, self.page, self.open_row) = (segment, 0, None);
                Vec::new()
            }
            Msg::Page(page) => {
                (self.page, self.open_row) = (page, None);
                Vec::new()
            }
            Msg::Start => self.start(),
            Msg::Reset => {
                self.reset();
                Vec::new()
            }
            msg => self.check(msg),
        }
    }

    fn open(&mut self, choice: Option<Choice>, sheet: String) -> Vec<Effect> {
        self.forget_lines();
        (self.refusal, self.opening) = (None, Some(0));
        vec![Effect::Open(self.generation, choice, sheet)]
    }

    fn opened(
        &mut self,
        answer: Result<Head, &'static str>,
        remembered: Option<String>,
    ) -> Vec<Effect> {
        self.opening = None;
        let head = match answer {
            Ok(head) if head.total > MOST_LINES => {
                self.refusal = Some("imports.refused.too-many");
                return Vec::new();
            }
            Ok(head) => head,
            Err(code) => {
                self.refusal = Some(code);
                return Vec::new();
            }
        };
        let choice = columns::choice_of(&head);
        let sheet = head.sheet.clone();
        let recalled = remembered.and_then(|text| columns::read(&text, choice.len()));
        let is_clear = columns::is_clear(&head);
        // A choice that could not be read as it was made is shown as it was made.
        if !self.is_chosen || is_clear {
            self.choice = choice;
        }
        let is_known = self.choice.contains(&Some(0));
        // Without a column there is nothing to choose from: the file is none.
        self.step = if head.columns.is_empty() { Step::File } else { Step::Columns };
        self.head = Some(head);
        if let Some(recalled) = recalled.filter(|it| !self.is_chosen && *it != self.choice) {
            self.is_chosen = true;
            self.choice = recalled;
            return self.open(Some(self.choice.clone()), sheet);
        }
        if !(is_clear || (self.is_chosen && is_known && self.has_serials())) {
            return Vec::new();
        }
        self.step = Step::Check;
        vec![Effect::NextLines(self.generation)]
    }

    /// Whether the column of the serial numbers was read.
    fn has_serials(&self) -> bool {
        let columns = self.head.iter().flat_map(|head| &head.columns);
        columns.into_iter().any(|column| column.field == Some(0))
    }

    fn use_columns(&mut self) -> Vec<Effect> {
        let Some(head) = self.head.as_ref().filter(|_| self.choice.contains(&Some(0))) else {
            return Vec::new();
        };
        let is_same = self.choice == columns::choice_of(head);
        if is_same && !self.lines.is_empty() {
            self.step = Step::Check;
            return Vec::new();
        }
        let (key, sheet) = (columns::key(head), head.sheet.clone());
        self.is_chosen = true;
        let mut effects = vec![Effect::Remember(key, columns::written(&self.choice))];
        effects.extend(self.open(Some(self.choice.clone()), sheet));
        effects
    }

    fn edit(&mut self, row: u32, cell: Cell, text: String) -> Vec<Effect> {
        let text = text.trim().to_owned();
        let Some(place) = self.place(row).filter(|at| self.lines[*at].text(cell) != text) else {
            return Vec::new();
        };
        self.lines[place].cells[cell as usize] = Some(text);
        vec![self.judge_again(&[row], vec![row], Vec::new())]
    }

    /// Uses the suggestions of some rows.
    fn repair(&mut self) -> Vec<Effect> {
        let left = self.repairs.len().saturating_sub(REPAIRED_AT_ONCE);
        let rows = self.repairs.split_off(left);
        for row in &rows {
            let Some(place) = self.place(*row) else { continue };
            for (cell, text) in self.lines[place].repairs(&self.users) {
                self.lines[place].cells[cell as usize] = Some(text);
            }
        }
        if rows.is_empty() {
            Vec::new()
        } else {
            vec![self.judge_again(&rows, rows.clone(), Vec::new())]
        }
    }

    /// Judges rows again, and with them those that have a serial number of theirs.
    fn judge_again(&self, changed: &[u32], mut rows: Vec<u32>, gone: Vec<u32>) -> Effect {
        for line in &self.lines {
            let is_after =
                line.remarks.iter().any(|it| it.first > 0 && changed.contains(&it.first));
            if is_after && !rows.contains(&line.row) {
                rows.push(line.row);
            }
        }
        let cells = |row: &u32| Some((*row, self.line(*row)?.cells.clone()));
        let cells: Vec<Cells> = rows.iter().filter_map(cells).collect();
        Effect::Judge(cells, gone)
    }

    fn judged(&mut self, rows: &[u32], lines: Vec<Line>) {
        for row in rows {
            let Some(place) = self.place(*row) else { continue };
            self.cursor = self.cursor.min(place);
            match lines.iter().find(|line| line.row == *row) {
                Some(line) => self.lines[place] = line.clone(),
                // A row without an answer became empty.
                None => {
                    self.lines.remove(place);
                }
            }
        }
    }

    fn start(&mut self) -> Vec<Effect> {
        if self.step != Step::Check || !self.is_checked() {
            return Vec::new();
        }
        let mut changes = Vec::new();
        for line in &mut self.lines {
            if line.status(&self.users) == Status::Change {
                changes.extend(line.verdict.as_mut().and_then(|verdict| verdict.change.take()));
            }
        }
        if changes.is_empty() {
            return Vec::new();
        }
        self.started = changes.len();
        self.devices = Devices::Unknown;
        let users = &self.users;
        self.lines.retain(|line| line.status(users) == Status::Wrong);
        self.step = Step::Run;
        vec![Effect::Start(changes)]
    }
}
