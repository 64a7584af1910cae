//! Two versions of one enrollment side by side, and the choice between them.

use crate::context::Ctx;
use crate::widgets::{Banner, BannerKind};
use rules::Draft;
use yew::prelude::*;

/// Properties of [`Conflict`].
#[derive(Clone, PartialEq, Properties)]
pub struct ConflictProps {
    /// Texts.
    pub ctx: Ctx,
    /// The fields as in the form.
    pub mine: Draft,
    /// The fields as the host holds them.
    pub theirs: Draft,
    /// Overwrite the host's version.
    pub on_keep: Callback<()>,
    /// Take the host's version.
    pub on_use: Callback<()>,
}

/// The conflict: what happened, both versions, two buttons.
#[component]
pub fn Conflict(props: &ConflictProps) -> Html {
    let texts = &props.ctx.texts;
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
    let (mine, theirs) = (&props.mine, &props.theirs);
    html! {
        <Banner kind={BannerKind::Warning} code="host.conflict">
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
                <button type="button" class="button button-primary" onclick={props.on_keep.reform(|_| ())}>{ texts.get("enrollment.conflict.keep") }</button>
                <button type="button" class="button" onclick={props.on_use.reform(|_| ())}>{ texts.get("enrollment.conflict.use") }</button>
            </div>
        </Banner>
    }
}
