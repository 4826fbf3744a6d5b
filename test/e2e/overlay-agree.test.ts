/** Pages that change without a word: within a moment their badges agree with what is to be read there. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Case, openStage, type Stage } from './harness/agree.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage?.close());

describe('what a field shows', () => {
  const FIELD = '<p><input id="f" readonly value="{a}"></p>';
  it.each<Case>([
    ['its value is set by a script', FIELD, '$("#f").value = b', 'b'],
    ['its value is taken away', FIELD, '$("#f").value = ""', ''],
    [
      'it is reset',
      `<form>${FIELD}</form>`,
      '$("#f").value = b; setTimeout(() => $("form").reset(), 1500)',
      'b>a',
    ],
    ['it becomes one to write in', FIELD, '$("#f").readOnly = false', ''],
    ['it hides what it holds', FIELD, '$("#f").type = "password"', ''],
    ['it becomes a hidden one', FIELD, '$("#f").type = "hidden"', ''],
    ['its place holder shows instead', FIELD, '$("#f").value = ""; $("#f").placeholder = b', 'b'],
    ['it is faded', FIELD, '$("#f").style.opacity = 0', ''],
    ['it is moved away', FIELD, '$("#f").style.transform = "translateY(300px)"', ''],
    [
      'it is taken from its fieldset',
      `<fieldset disabled><p><input id="f" value="{a}"></p></fieldset>`,
      '$("fieldset").disabled = false',
      '',
    ],
    [
      'another is chosen for it',
      `<select disabled><option>{a}<option>{b}</select>`,
      '$("select").value = b',
      'b',
    ],
    ['the words of a choice change', `<select disabled><option>{a}</select>`, '$("option").label = b', 'b'],
    [
      'a long one is written',
      `<textarea readonly>{a}</textarea>`,
      '$("textarea").value = b + " dan " + c',
      'bc',
    ],
  ])('agrees when %s', async (...each) => stage.agrees(each, 'a'));

  it.each<Case>([
    ['a field that was empty is filled', '<input id="f" readonly>', '$("#f").value = a', 'a'],
    ['a button is named', '<input id="f" type="button" value="x">', '$("#f").value = a', 'a'],
    ['a field is closed', '<input id="f" value="{a}">', '$("#f").disabled = true', 'a'],
    [
      'its fieldset is closed',
      '<fieldset><input id="f" value="{a}"></fieldset>',
      '$("fieldset").disabled = true',
      'a',
    ],
  ])('agrees when %s', async (...each) => stage.agrees(each, ''));
});

describe('a text', () => {
  const TEXT = '<p>Laporan {a}, Bangka</p>';
  it.each<Case>([
    ['is written over', TEXT, '$("p").firstChild.data = "Laporan " + b', 'b'],
    ['is split and joined', TEXT, '$("p").firstChild.splitText(4); $("p").normalize()', 'a'],
    ['is split within its number', '<p>{a}</p>', '$("p").firstChild.splitText(5)', 'a'],
    [
      'is put into a range’s new element',
      TEXT,
      'const r = document.createRange(); r.selectNodeContents($("p").firstChild); r.surroundContents(document.createElement("b"))',
      'a',
    ],
    [
      'loses its number to a range',
      '<p>Laporan {a}</p>',
      'const r = document.createRange(); r.selectNodeContents($("p")); r.deleteContents()',
      '',
    ],
    ['is late', TEXT, 'setTimeout(() => { $("p").firstChild.data = b }, 1500)', 'b'],
    [
      'is written while it is away',
      TEXT,
      'const p = $("p"); p.remove(); setTimeout(() => { p.firstChild.data = b; setTimeout(() => document.body.append(p), 50) }, 50)',
      'b',
    ],
    [
      'is written while it is away, and is no number',
      TEXT,
      'const p = $("p"); p.remove(); setTimeout(() => { p.firstChild.data = "kosong "; setTimeout(() => document.body.append(p), 50) }, 50)',
      '',
    ],
    ['changes its letters by style', TEXT, '$("p").style.textTransform = "lowercase"', 'a'],
    ['is set upright', TEXT, '$("p").style.writingMode = "vertical-rl"', 'a'],
    ['may not be selected', TEXT, '$("p").style.userSelect = "none"', 'a'],
    ['comes to be edited', TEXT, '$("p").contentEditable = "true"', ''],
    ['comes to be edited by style', TEXT, '$("p").style.webkitUserModify = "read-write"', ''],
    ['is edited with all the page', TEXT, 'document.designMode = "on"', ''],
    [
      'was edited for a while',
      TEXT,
      'document.designMode = "on"; setTimeout(() => { document.designMode = "off" }, 1500)',
      '>a',
    ],
    ['is made transparent', TEXT, '$("p").style.color = "transparent"', ''],
    ['is made too small', TEXT, '$("p").style.fontSize = 0', ''],
    ['is not shown', TEXT, '$("p").style.visibility = "hidden"', ''],
    ['is not laid out', TEXT, '$("p").style.display = "none"', ''],
    ['is not rendered', TEXT, '$("p").style.contentVisibility = "hidden"', ''],
    ['is hidden', TEXT, '$("p").hidden = true', ''],
    [
      'is hidden for a while',
      '<p>Laporan <b>{a}</b></p>',
      '$("b").style.opacity = 0; setTimeout(() => { $("b").style.opacity = 1 }, 1500)',
      '>a',
    ],
    [
      'is broken over elements anew',
      '<p>{a}</p>',
      '$("p").innerHTML = "JK<b>" + b.slice(2, 6) + "</b>" + b.slice(6)',
      'b',
    ],
    ['changes in its middle', '<p>JK<b id="m"></b></p><p>{a}</p>', '$("#m").textContent = b.slice(2)', 'ba'],
  ])('agrees when it %s', async (...each) => stage.agrees(each, 'a'));
});

describe('a link', () => {
  const LINK = '<p><a href="/laporan/{a}">Rincian</a></p>';
  it.each<Case>([
    ['leads elsewhere', LINK, '$("a").href = "/laporan/" + b', 'b'],
    ['is hidden beside its badge', LINK, '$("a").style.display = "none"', ''],
    ['is cut away', LINK, '$("a").style.cssText = "display:inline-block;clip-path:inset(100%)"', ''],
    ['is laid far from where it stands', LINK, '$("a").style.cssText = "position:absolute;top:400px"', ''],
    [
      'comes back',
      LINK,
      '$("a").style.cssText = "position:absolute;top:400px"; setTimeout(() => { $("a").style.cssText = "" }, 1500)',
      '>a',
    ],
  ])('agrees when it %s', async (...each) => stage.agrees(each, 'a'));
});

describe('a part of the page', () => {
  const LIST = '<ul><li>{a}</li><li>{b}</li></ul>';
  it.each<Case>([
    ['is put in another order', LIST, '$("ul").append($("li"))', 'ba'],
    [
      'has all its nodes reversed, ours among them',
      '<p id="p">{a}<i>·</i>{b}</p>',
      'const p = $("#p"); p.append(...[...p.childNodes].reverse())',
      'ba',
    ],
    ['is written anew', LIST, '$("ul").innerHTML = "<li>" + c + "</li>"', 'c'],
    ['is drawn as a copy', LIST, '$("ul").replaceWith($("ul").cloneNode(true))', 'ab'],
    [
      'uses its rows again',
      LIST,
      'const [x, y] = document.querySelectorAll("li"); x.firstChild.data = b; y.firstChild.data = c',
      'bc',
    ],
    [
      'moves into a frame and back',
      LIST,
      'const f = document.createElement("iframe"); document.body.append(f); const ul = $("ul"); f.contentDocument.body.append(ul); setTimeout(() => document.body.append(ul), 2000)',
      '>ab',
    ],
    [
      'is the whole document, written again',
      LIST,
      'document.open(); document.write("<p>" + c + "</p>"); document.close()',
      'c',
    ],
    [
      'is the root element, exchanged',
      LIST,
      'const h = document.createElement("html"); h.innerHTML = "<body><p>" + c + "</p>"; document.documentElement.replaceWith(h)',
      'c',
    ],
    [
      'changes in a transition',
      LIST,
      'document.startViewTransition(() => { $("ul").innerHTML = "<li>" + c })',
      'c',
    ],
    [
      'changes though the page silenced all observers',
      LIST,
      'MutationObserver.prototype.observe = MutationObserver.prototype.takeRecords = () => []; IntersectionObserver.prototype.observe = setInterval = requestIdleCallback = () => {}; Element.prototype.closest = Element.prototype.querySelectorAll = () => []; $("ul").innerHTML = "<li>" + c',
      'c',
    ],
    [
      'is folded away',
      '<details open><summary>x</summary>{a} {b}</details>',
      '$("details").open = false',
      '',
    ],
    ['is closed with its dialog', '<dialog open>{a} {b}</dialog>', '$("dialog").close()', ''],
    [
      'is closed with its popover',
      '<p>{a}</p><p>{b}</p><div popover>{c}</div>',
      '$("[popover]").showPopover()',
      'abc',
    ],
    [
      'is another tab of its own',
      '<div id="x">{a} {b}</div><div id="y" hidden>{c}</div>',
      '$("#x").hidden = true; $("#y").hidden = false',
      'c',
    ],
  ])('agrees when it %s', async (...each) => stage.agrees(each, 'ab'));
});
