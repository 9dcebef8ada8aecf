/** How the page of a diff looks, by day and by night. */
export const style = `
:root {
  --page: #f5f6f7; --card: #fff; --line: #dfe2e6; --text: #1f2328; --quiet: #59636e; --link: #1f62e0;
  --was: #ffebe9; --was-mark: #ffc1bc; --is: #e6f6ea; --is-mark: #aee6bc; --warn: #9a6700; --red: #c4162a; --green: #1a7f37; --blue: #1f60c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111217; --card: #181b1f; --line: #2b2d33; --text: #d5d6e2; --quiet: #9a9ba8; --link: #6e9fff;
    --was: #3a1d20; --was-mark: #7d2f35; --is: #14301d; --is-mark: #226b38; --warn: #f2cc0c; --red: #ff7383; --green: #6ccf8e; --blue: #8ab8ff;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 Inter, system-ui, "Helvetica Neue", Arial, sans-serif; }
header, main { max-width: 1480px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 32px; }
h1 { margin: 4px 0 8px; font-size: 28px; line-height: 1.2; font-weight: 600; }
h2 { margin: 40px 0 12px; font-size: 19px; font-weight: 600; }
h3 { margin: 0; font-size: 16px; font-weight: 600; overflow-wrap: anywhere; }
h3 small { font-weight: 400; font-size: 13px; color: var(--quiet); }
p { margin: 0; }
a { color: var(--link); text-decoration: none; }
.from, .path, .note { color: var(--quiet); font-size: 13px; overflow-wrap: anywhere; }
.from code { padding: 0; background: none; }
.headline { max-width: 90ch; }
nav { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 18px; }
nav a { padding: 4px 12px; border: 1px solid var(--line); border-radius: 16px; background: var(--card); }
nav a:hover { border-color: var(--link); }
nav span { color: var(--quiet); margin-left: 4px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 18px; margin: 0 0 12px; }
.badge { display: inline-block; padding: 0 8px; margin-right: 4px; border-radius: 4px; font-size: 12px; line-height: 20px; font-weight: 600; border: 1px solid currentColor; vertical-align: 1px; }
.badge.added { color: var(--green); } .badge.removed, .badge.undefined { color: var(--red); }
.badge.changed { color: var(--warn); } .badge.moved, .badge.unused { color: var(--blue); }
.edits { list-style: none; margin: 10px 0 0; padding: 0; }
.edits li { padding: 6px 0; border-top: 1px solid var(--line); }
.edits li:first-child { border-top: 0; padding-top: 0; }
.edits p { overflow-wrap: anywhere; }
.at { color: var(--quiet); } .at::after { content: ":"; }
.edits b { font-weight: 600; }
.edits i { color: var(--quiet); font-style: normal; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { padding: 1px 5px; border-radius: 4px; background: var(--page); }
pre { margin: 4px 0 0; padding: 6px 10px; border-radius: 4px; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere; }
.was { background: var(--was); } .is { background: var(--is); }
mark { color: inherit; border-radius: 2px; }
.was mark { background: var(--was-mark); } .is mark { background: var(--is-mark); }
pre.was::before { content: "− "; color: var(--quiet); } pre.is::before { content: "+ "; color: var(--quiet); }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 14px; }
.pictures.count-1 { grid-template-columns: 1fr; }
.pictures:has(:checked) { grid-template-columns: 1fr; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 13px; font-weight: 600; margin-bottom: 4px; }
figure label { display: block; cursor: zoom-in; }
.pictures:has(:checked) label { cursor: zoom-out; }
figure input { position: absolute; opacity: 0; pointer-events: none; }
figure input:focus-visible + picture img { outline: 2px solid var(--link); }
figure img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
.count-1 figure { max-width: 960px; } .count-1:has(:checked) figure { max-width: none; }
table { border-collapse: collapse; }
.firings { width: 100%; margin-top: 10px; }
.firings th { text-align: left; font-weight: 600; white-space: nowrap; padding: 4px 14px 4px 0; width: 1%; }
.firings th small { display: block; font-weight: 400; color: var(--quiet); }
.firings .count { white-space: nowrap; padding-left: 14px; width: 1%; color: var(--quiet); }
.time { position: relative; height: 22px; border-radius: 4px; background: var(--page); border: 1px solid var(--line); overflow: hidden; }
.time i { position: absolute; top: 0; bottom: 0; min-width: 3px; background: var(--red); }
.list { margin-top: 8px; font-size: 13px; } .list th, .list td { text-align: left; padding: 2px 14px 2px 0; vertical-align: top; }
.list td:last-child { overflow-wrap: anywhere; }
details summary { cursor: pointer; color: var(--link); margin-top: 8px; font-size: 13px; }
.notes { margin: 24px 0; color: var(--quiet); font-size: 13px; }
main { padding-bottom: 64px; }
@media (max-width: 800px) {
  .pictures { grid-template-columns: 1fr; }
  .firings, .firings tbody, .firings tr, .firings th, .firings td { display: block; width: auto; padding: 2px 0; }
}
@media print { article { break-inside: avoid; } nav { display: none; } }
`;
