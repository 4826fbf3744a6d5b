/** Parts of a page that neither a search nor an observer enters by itself, and pages that were out of sight. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, openStage, SOON, type Stage } from './harness/agree.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage?.close());

describe('a shadow root', () => {
  it.each<Case>([
    [
      'is attached late to any element',
      '<div></div>',
      'setTimeout(() => { $("div").attachShadow({ mode: "open" }).innerHTML = a }, 900)',
      'a',
    ],
    [
      'is attached late and changes',
      '<section></section>',
      'const s = $("section").attachShadow({ mode: "open" }); s.innerHTML = "<p>" + a; setTimeout(() => { s.firstChild.firstChild.data = b }, 1500)',
      'a>b',
    ],
    [
      'stands in another',
      '<x-a></x-a>',
      '$("x-a").attachShadow({ mode: "open" }).innerHTML = "<x-b></x-b>"; setTimeout(() => { $("x-a").shadowRoot.firstChild.attachShadow({ mode: "open" }).innerHTML = a }, 900)',
      'a',
    ],
    [
      'changes while it is away',
      '<x-a></x-a>',
      'const x = $("x-a"), s = x.attachShadow({ mode: "open" }); s.innerHTML = "<p>" + a; setTimeout(() => { x.remove(); setTimeout(() => { s.innerHTML = "<p>" + b; setTimeout(() => document.body.append(x), 50) }, 50) }, 1200)',
      'b',
    ],
    [
      'has a field that a script writes',
      '<x-a></x-a>',
      '$("x-a").attachShadow({ mode: "open" }).innerHTML = "<input readonly>"; setTimeout(() => { $("x-a").shadowRoot.firstChild.value = a }, 1200)',
      'a',
    ],
    [
      'shows what is slotted',
      '<div><a slot="x" href="/{a}">Rincian</a></div>',
      '$("div").attachShadow({ mode: "open" }).innerHTML = "<slot name=x></slot>"',
      'a',
    ],
    [
      'shows it in another slot',
      '<div><a slot="x" href="/{a}">Rincian</a></div>',
      '$("div").attachShadow({ mode: "open" }).innerHTML = "<slot name=y></slot>"; $("a").slot = "y"',
      'a',
    ],
    [
      'shows it no more',
      '<div><a slot="x" href="/{a}">Rincian</a></div>',
      '$("div").attachShadow({ mode: "open" }).innerHTML = "<slot name=y></slot>"',
      '',
    ],
    [
      'is declared',
      '',
      'document.body.setHTMLUnsafe("<div><template shadowrootmode=open>" + a + "</template></div>")',
      'a',
    ],
  ])('agrees when it %s', async (...each) => {
    await stage.agrees(each);
  });

  it('is read where it is closed', async () => {
    await stage.show('<x-a></x-a><div></div>');
    await stage.play(
      `for (const name of ['x-a', 'div']) $(name).attachShadow({ mode: 'closed' }).innerHTML = '<p>' + a + '</p>'`,
    );
    const heights = () =>
      stage.page.evaluate(() =>
        ['x-a', 'div'].map((name) => document.querySelector(name)?.getBoundingClientRect().height),
      );
    await expect.poll(async () => (await heights()).every((height) => (height ?? 0) > 0), SOON).toBe(true);
    const inClosed = async (): Promise<number> => {
      const devtools = await stage.browser.context.newCDPSession(stage.page);
      await devtools.send('DOM.enable');
      const { nodes } = await devtools.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
      await devtools.detach();
      return nodes.filter(({ attributes }) => attributes?.includes('data-tuntas')).length;
    };
    await expect.poll(inClosed, SOON).toBe(2);
  });
});

describe('a frame that the page made itself', () => {
  it.each<[way: string, html: string, script: string]>([
    ['srcdoc', '<iframe srcdoc="<p>{a}</p>"></iframe>', ''],
    ['nothing', '<iframe></iframe>', '$("iframe").contentDocument.body.innerHTML = "<p>" + a'],
    [
      'about:blank, late',
      '<iframe src="about:blank"></iframe>',
      'setTimeout(() => { $("iframe").contentDocument.body.innerHTML = "<p>" + a }, 900)',
    ],
    [
      'document.write',
      '<iframe></iframe>',
      'const d = $("iframe").contentDocument; d.open(); d.write("<p>" + a); d.close()',
    ],
    [
      'document.write, late',
      '<iframe></iframe>',
      'setTimeout(() => { const d = $("iframe").contentDocument; d.open(); d.write("<p>" + a); d.close() }, 900)',
    ],
    [
      'a blob',
      '<iframe></iframe>',
      '$("iframe").src = URL.createObjectURL(new Blob(["<p>" + a], { type: "text/html" }))',
    ],
    ['javascript:', '<iframe></iframe>', `$("iframe").src = 'javascript:"<p>' + a + '"'`],
    ['a frame in a frame', '<iframe srcdoc="<iframe srcdoc=\'<p>{a}</p>\'></iframe>"></iframe>', ''],
  ])('is badged, be it made of %s', async (_, html, script) => {
    await stage.show(html);
    await stage.play(script);
    const inner = () => stage.page.frames().at(-1) ?? stage.page.mainFrame();
    await expect.poll(() => stage.seen(inner()), SOON).toEqual(stage.named('a'));
    await inner().evaluate((next) => {
      const text = document.querySelector('p')?.firstChild;
      if (text) text.nodeValue = next ?? '';
    }, stage.named('b')[0]);
    await expect.poll(() => stage.seen(inner()), SOON).toEqual(stage.named('b'));
  });

  it('opens a card that is decided on, as the page around does', async () => {
    await stage.show('<iframe srcdoc="<p>{a}</p>" width="600" height="600"></iframe>');
    await stage.page.frameLocator('iframe').locator('[data-tuntas="badge"]').click();
    const card = stage.page.frameLocator('iframe').frameLocator('[data-tuntas="card"] iframe');
    await card.getByRole('button', { name: 'Terima' }).waitFor();
  });

  it('stays as it is where it belongs to nobody, or is being written in', async () => {
    await stage.show(
      `<iframe sandbox="allow-scripts" srcdoc="<p>{a}</p>"></iframe><iframe srcdoc="<body contenteditable>{a}</body>"></iframe>
      <iframe id="e"></iframe><p>{b}</p>`,
    );
    await stage.play('const d = $("#e").contentDocument; d.designMode = "on"; d.body.innerHTML = "<p>" + a');
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('b'));
    for (const frame of stage.page.frames().slice(1))
      expect(await frame.locator('[data-tuntas]').count()).toBe(0);
  });
});

describe('a page that was out of sight', () => {
  it('agrees when it comes back from the browser’s history', async () => {
    await stage.show('<p>{a}</p><input id="f" readonly value="{b}">');
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('ab'));
    await stage.page.goto(`${stage.site.origin}/lain`);
    await stage.page.goBack();
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('ab'));
    await stage.play('$("#f").value = c');
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('ac'));
  });

  it('agrees when its tab comes to the front', async () => {
    await stage.show('<input id="f" readonly value="{a}">');
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('a'));
    const other = await stage.browser.context.newPage();
    await other.bringToFront();
    await stage.play('$("#f").value = b');
    await stage.page.bringToFront();
    await expect.poll(() => stage.seen(), SOON).toEqual(stage.named('b'));
    await other.close();
  });
});
