/** How every page of the extension starts: in the officer's language and theme, drawn anew when either is changed. */
import { type ComponentChild, type ComponentType, h, render } from 'preact';
import { ask, type FrameGrant, type FrameWish } from '../connection/messages.ts';
import { startCity } from '../platform/city.ts';
import { language, onWordsChange, startWords, t } from '../platform/i18n.ts';
import { settings, type Theme } from '../platform/settings.ts';
import '#shared/view/tokens.css';
import './base.css';

export interface Page {
  /** What the page is drawn into. */
  root: HTMLElement;
  /** Draws it and keeps it drawn, title and view being asked for anew each time; returns how to draw it again. */
  draw(title: () => string, view: () => ComponentChild): () => void;
}

/** Resolves once words and theme are there: nothing may be drawn before, in whatever language. */
export async function startPage(): Promise<Page> {
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no #app');
  await Promise.all([startTheme(document.documentElement), startWords(), startCity()]);
  return {
    root,
    draw(title, view) {
      const draw = (): void => {
        document.documentElement.lang = language();
        document.title = title();
        render(view(), root);
      };
      onWordsChange(draw);
      draw();
      return draw;
    },
  };
}

export interface Framed {
  page: Page;
  grant: FrameGrant;
  /** To our script in the page around. */
  around: MessagePort;
}

/**
 * For a frame in somebody else's page: resolves once our script there has handed over a nonce that the worker takes. A
 * page may frame an address it guessed; nobody hands anything over then, and nothing is drawn.
 */
export async function startFrame(): Promise<Framed> {
  const [handed, page] = await Promise.all([redeemNonce(), startPage()]);
  addEventListener('pagehide', () => wish(handed.around, 'gone'));
  wish(handed.around, 'ready');
  return { page, ...handed };
}

function wish(around: MessagePort, what: FrameWish): void {
  around.postMessage(what);
}

/** What comes with a nonce that is none of ours, the page made itself. */
function redeemNonce(): Promise<Omit<Framed, 'page'>> {
  return new Promise((resolve) => {
    addEventListener('message', ({ data, source, ports: [around] }: MessageEvent<unknown>) => {
      if (source !== parent || !around || typeof data !== 'string') return;
      void ask('redeem', { nonce: data }).then(
        (outcome) => outcome?.ok && resolve({ grant: outcome.value, around }),
        () => undefined,
      );
    });
  });
}

/** For a page of our own that is one view. */
export async function mountPage(View: ComponentType, title: () => string): Promise<void> {
  const page = await startPage();
  page.draw(title, () => h(View, {}));
}

/** For pages that are named by the product alone. */
export function productName(): string {
  return t('manifest.name');
}

const MORE_CONTRAST = '(prefers-contrast: more)';

async function startTheme(root: HTMLElement = document.documentElement): Promise<void> {
  const show = (theme: Theme): void => {
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  const rules = contrastRules(root.ownerDocument);
  const strengthen = (more: boolean): void => {
    for (const rule of rules) rule.media.mediaText = more ? 'all' : MORE_CONTRAST;
  };
  show(await settings.theme.get());
  strengthen(await settings.contrast.get());
  settings.theme.watch(show);
  settings.contrast.watch(strengthen);
}

/** What a browser applies where the system asks for contrast is applied by us where the officer does: one palette. */
function contrastRules({ styleSheets }: Document): CSSMediaRule[] {
  return [...styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSMediaRule => rule instanceof CSSMediaRule)
    .filter((rule) => rule.media.mediaText === MORE_CONTRAST);
}
