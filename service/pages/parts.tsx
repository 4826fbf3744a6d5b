/** What pages are made of again and again between their headings. */
import type { ComponentChildren } from 'preact';
import type { Phrase } from '#shared/words/phrase.ts';
import { dayOf } from '#shared/words/time.ts';
import { useLanguage, useSay } from './context.tsx';

/** What a thing is, line by line. */
export type Fact = readonly [label: Phrase, value: ComponentChildren, style?: 'prose'];

/** A fact without a value is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const say = useSay();
  return (
    <dl class="facts">
      {facts.map(
        ([label, value, style]) =>
          isSomething(value) && (
            <>
              <dt>{say(label)}</dt>
              <dd class={style}>{value}</dd>
            </>
          ),
      )}
    </dl>
  );
}

function isSomething(value: ComponentChildren): boolean {
  return value !== null && value !== undefined && value !== false;
}

export interface Tab {
  path: string;
  label: ComponentChildren;
  isHere: boolean;
}

/** A calendar day (YYYY-MM-DD) as people write it. */
export function OnDay({ date }: { date: string }) {
  return <span class="whole">{dayOf(date, useLanguage())}</span>;
}

/** Views of one thing beside each other. */
export function Tabs({ label, tabs }: { label: Phrase; tabs: readonly Tab[] }) {
  const say = useSay();
  return (
    <nav class="tabs" aria-label={say(label)}>
      {tabs.map(({ path, label, isHere }) => (
        <a href={path} aria-current={isHere ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

/** A line that is nothing but a link. */
export function LinkLine({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <p>
      <a href={to}>{children}</a>
    </p>
  );
}

interface BesideProps {
  style?: 'soft' | 'tag' | 'tag assumed';
  children: ComponentChildren;
}

/** Phrase on the same line after something else, a blank between them. */
export function Beside({ style = 'soft', children }: BesideProps) {
  return (
    <>
      {' '}
      <span class={style}>{children}</span>
    </>
  );
}

/** Marks what is an estimate of ours until somebody decides it. */
export function Assumed() {
  const say = useSay();
  return <Beside style="tag assumed">{say('pages.assumed')}</Beside>;
}

export function Banner({ kind, children }: { kind: 'good' | 'bad'; children: ComponentChildren }) {
  return (
    <p class={`notice ${kind}`} role={kind === 'good' ? 'status' : 'alert'}>
      {children}
    </p>
  );
}

/** What came of a form: why it was refused, else what was done by the one before. */
export function Outcome({ bad, done }: { bad?: Phrase | undefined; done?: Phrase | undefined }) {
  const say = useSay();
  if (bad) return <Banner kind="bad">{say(bad)}</Banner>;
  return done ? <Banner kind="good">{say(done)}</Banner> : null;
}
