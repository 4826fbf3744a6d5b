/** What every page of the service looks like around its content. */
import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { FORMATS } from '#shared/words/locale.ts';
import { LANGUAGE_PARAMETER, type Language } from '../platform/http/language.ts';
import { useLanguage, useSay, useVisit } from './context.tsx';
import { ICON_PATH, type Link, SIGN_IN_PATH, SIGN_OUT_PATH, STYLE_PATH } from './menu.ts';

export interface PageProps {
  title: string;
  /** Lists and tables take the window's width; without it a page is as wide as a form. */
  wide?: boolean;
  /** A screen on the wall: as large as it goes, without bar and menu. */
  layout?: 'wall';
  children: ComponentChildren;
}

/** A page behind sign-in. */
export function OfficePage(props: PageProps) {
  return <Page {...props} top={<SignedInAs />} />;
}

/** A page for whoever comes by: where else one may look, and the other language. */
export function PublicPage(props: PageProps) {
  return <Page {...props} top={<ForVisitors />} bottom={<OtherLanguage />} />;
}

/** A page before sign-in. */
export function OpenPage(props: PageProps) {
  return <Page {...props} />;
}

/** The mark: a report's circle, closed by the tick that goes through it. */
function Mark() {
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="24" height="24" aria-hidden="true">
      <rect width="128" height="128" rx="28" fill="#1b5bb0" />
      <g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round">
        <path d="M76.7 30.9 A38 38 0 1 0 103 68.3" stroke-width="11" />
        <path d="M46 66 L62 82 L104 34" stroke-width="14" />
      </g>
    </svg>
  );
}

export const ICON: string = renderToString(<Mark />);

interface Around {
  top?: ComponentChildren;
  bottom?: ComponentChildren;
}

function Page({ title, wide = false, layout, children, top, bottom }: PageProps & Around) {
  const say = useSay();
  return (
    <html lang={useLanguage()}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Tuntas</title>
        <link rel="icon" href={ICON_PATH} type="image/svg+xml" />
        <link rel="stylesheet" href={STYLE_PATH} />
      </head>
      <body>
        <a class="skip" href="#isi">
          {say('pages.frame.to_content')}
        </a>
        {layout !== 'wall' && (
          <header class="top">
            <a class="brand" href="/">
              <Mark />
              <span>Tuntas</span>
            </a>
            {top}
          </header>
        )}
        <main id="isi" class={layout ?? (wide ? 'wide' : 'narrow')} tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        {bottom}
      </body>
    </html>
  );
}

function Menu({ entries }: { entries: readonly Link[] }) {
  const say = useSay();
  const { pathname } = useVisit().url;
  const isHere = (path: string): boolean => pathname === path || pathname.startsWith(`${path}/`);
  return (
    <nav aria-label={say('pages.frame.pages')}>
      {entries.map(({ path, label }) => (
        <a href={path} aria-current={isHere(path) ? 'page' : undefined}>
          {say(label)}
        </a>
      ))}
    </nav>
  );
}

function SignedInAs() {
  const say = useSay();
  const { officer } = useVisit();
  return (
    <>
      <Menu entries={officer?.menu ?? []} />
      <form class="who" method="post" action={SIGN_OUT_PATH}>
        <span>{officer?.name}</span>{' '}
        <button class="quiet" type="submit">
          {say('pages.frame.sign_out')}
        </button>
      </form>
    </>
  );
}

function ForVisitors() {
  const say = useSay();
  return (
    <>
      <Menu entries={useVisit().visitorMenu} />
      <p class="who">
        <a href={SIGN_IN_PATH}>{say('pages.frame.sign_in')}</a>
      </p>
    </>
  );
}

function OtherLanguage() {
  const other: Language = useLanguage() === 'id' ? 'en' : 'id';
  const { pathname, searchParams } = new URL(useVisit().url);
  searchParams.set(LANGUAGE_PARAMETER, other);
  return (
    <footer class="foot">
      <a href={`${pathname}?${searchParams}`} hreflang={other} lang={other}>
        {FORMATS[other].name}
      </a>
    </footer>
  );
}
