//! The table of devices: its head, its rows, and the rows' shapes while they are on their way. It must never keep a state.

use super::boxes::{head_box, table_keys};
use super::row::{DeviceRow, RowRequest};
use super::state::{Column, Msg, RowState, Sort, State};
use crate::profile_index::ProfileIndex;
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, Icon, button, el, icon, tag};
use host::Part;
use yew::prelude::*;

/// Rows that stand in for those on their way.
const SKELETON_ROWS: usize = 8;

/// What the table needs from its owner.
pub struct TableProps<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The state of the list.
    pub state: &'a State,
    /// The rows; none while the first ones are on their way.
    pub rows: Option<Vec<RowState>>,
    /// Handle on the table, for the focus and for scrolling.
    pub node: &'a NodeRef,
    /// A button in a row was pressed.
    pub on_request: &'a Callback<RowRequest>,
    /// A message to the list.
    pub on_msg: Callback<Msg>,
}

/// Draws the table.
pub fn device_table(props: TableProps) -> El {
    let texts = &props.shared.texts;
    let profiles = &props.state.profiles;
    let is_loading = props.rows.is_none();
    let rows = match &props.rows {
        Some(rows) => rows.iter().map(|row| one(&props, row, profiles)).collect(),
        None => (0..SKELETON_ROWS).map(|_| skeleton(props.shared).into()).collect(),
    };
    let columns = columns(props.shared);
    let head = tag("tr", "row")
        .attr("role", "row")
        .maybe(props.shared.can_edit.then(|| head_box(props.shared, props.state, &props.on_msg)))
        .list(columns.into_iter().map(|column| head(&props, column).into()).collect());
    let label = if is_loading { "common.loading" } else { "devices.table" };
    tag("table", "table devices-table")
        .node(props.node)
        .attr("role", "table")
        .attr("tabindex", "-1")
        .attr("aria-label", texts.get(label))
        .aria_bool("aria-busy", props.state.load.is_loading())
        .on(DomEvent::Key, table_keys(props.state, &props.on_msg))
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(el("tbody").attr("role", "rowgroup").list(rows))
}

fn one(props: &TableProps, row: &RowState, profiles: &Option<ProfileIndex>) -> Html {
    let key = row.device.serial.clone();
    html! {
        <DeviceRow {key} shared={props.shared.clone()} row={row.clone()} profiles={profiles.clone()}
            on_request={props.on_request.clone()} />
    }
}

/// The columns; the last one, with the buttons, is no column of the host.
fn columns(shared: &Shared) -> Vec<Option<Column>> {
    let mut columns = vec![Some(Column::Device), Some(Column::Readiness), Some(Column::Profile)];
    if shared.client.offers(Part::Enrollment) {
        columns.push(Some(Column::User));
    }
    columns.push(None);
    columns
}

fn head(props: &TableProps, column: Option<Column>) -> El {
    let texts = &props.shared.texts;
    let Some(column) = column else {
        let name = tag("span", "visually-hidden").text(texts.get("devices.column.actions"));
        let cell = tag("th", "cell-actions").attr("role", "columnheader").attr("scope", "col");
        return cell.child(name);
    };
    let (class, code) = match column {
        Column::Device => ("cell-device", "devices.column.device"),
        Column::Readiness => ("cell-readiness", "devices.column.readiness"),
        Column::Profile => ("cell-profile", "devices.column.profile"),
        Column::User => ("cell-user", "devices.column.user"),
    };
    let cell = tag("th", class).attr("role", "columnheader").attr("scope", "col");
    if !props.state.can_sort(column) {
        return cell.text(texts.get(code));
    }
    let now = props.state.question.sort.filter(|sort| sort.column == column);
    let (order, arrow) = match now {
        None => ("none", None),
        Some(Sort { descending: false, .. }) => ("ascending", Some(Icon::Up)),
        Some(Sort { descending: true, .. }) => ("descending", Some(Icon::Down)),
    };
    // The second press turns the order round.
    let next = Sort { column, descending: now.is_some_and(|sort| !sort.descending) };
    let sort = props.on_msg.reform(move |()| Msg::Sort(next));
    cell.attr("aria-sort", order)
        .child(button("sort", texts.get(code), sort).maybe(arrow.map(icon)))
}

/// A row without content, in the shape of a real one.
fn skeleton(shared: &Shared) -> El {
    let line = |class: &'static str| {
        let lines = vec![tag("span", "skeleton-line").into(), tag("span", "skeleton-line").into()];
        tag("td", class).list(lines).into()
    };
    let mut cells = Vec::new();
    if shared.can_edit {
        cells.push(tag("td", "cell-box").into());
    }
    cells.extend([line("cell-device"), line("cell-readiness"), line("cell-profile")]);
    if shared.client.offers(Part::Enrollment) {
        cells.push(line("cell-user"));
    }
    cells.push(tag("td", "cell-actions").into());
    tag("tr", "row row-skeleton").attr("aria-hidden", "true").list(cells)
}
