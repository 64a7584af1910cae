//! Two versions of one enrollment side by side, and the choice between them.

use crate::context::Ctx;
use crate::widgets::{BannerKind, banner, button};
use rules::Draft;
use yew::prelude::*;

/// The conflict: what happened, both versions, and two buttons: overwrite the host's, or take it.
pub fn conflict(
    ctx: &Ctx,
    mine: &Draft,
    theirs: &Draft,
    on_keep: Callback<()>,
    on_use: Callback<()>,
) -> Html {
    let texts = &ctx.texts;
    let name = |draft: &Draft| match draft.username.trim() {
        "" => texts.get("enrollment.conflict.empty"),
        username => username.to_owned(),
    };
    let flag = |on: bool| texts.get(if on { "common.yes" } else { "common.no" });
    let row = |code: &str, mine: String, theirs: String| {
        html! {
            <tr class={(mine != theirs).then_some("conflict-differs")}>
                <th scope="row">{ texts.get(code) }</th>
                <td>{ mine }</td>
                <td>{ theirs }</td>
            </tr>
        }
    };
    let versions = html! {
        <>
            <p>{ texts.get("enrollment.conflict") }</p>
            <table class="conflict-table">
                <thead>
                    <tr>
                        <th scope="col">{ texts.get("enrollment.conflict.field") }</th>
                        <th scope="col">{ texts.get("enrollment.conflict.mine") }</th>
                        <th scope="col">{ texts.get("enrollment.conflict.theirs") }</th>
                    </tr>
                </thead>
                <tbody>
                    { row("enrollment.username", name(mine), name(theirs)) }
                    { row("enrollment.login", flag(mine.login_required), flag(theirs.login_required)) }
                    { row("enrollment.agent", flag(mine.agent_required), flag(theirs.agent_required)) }
                </tbody>
            </table>
            <div class="conflict-buttons">
                { button("button button-primary", texts.get("enrollment.conflict.keep"), on_keep) }
                { button("button", texts.get("enrollment.conflict.use"), on_use) }
            </div>
        </>
    };
    banner(BannerKind::Warning, "host.conflict", versions)
}
