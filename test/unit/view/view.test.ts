/** What desk and pages draw alike: a status, a time left, a verdict, each from its props alone. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { HOUR } from '#shared/time/zone.ts';
import { StatusTag, TimeLeft, VerdictSign } from '#shared/view/marks.tsx';

const NOW = Date.parse('2025-03-10T10:00:00+07:00');

describe('time left', () => {
  const drawn = (dueAt: number | null) =>
    renderToString(h(TimeLeft, { dueAt, now: NOW, locale: 'id', title: 'Jatuh tempo "nanti"' }));

  it.each([
    ['late, with a minus', NOW - 1, 'due-overdue', '−1\u00a0mnt'],
    ['due this instant, still in time', NOW, 'due-soon', '<\u00a01\u00a0mnt'],
    ['within the hour', NOW + HOUR, 'due-soon', '1\u00a0jam'],
    ['later', NOW + HOUR + 1, 'due-later', '1\u00a0jam'],
  ])('is drawn %s', (_what, dueAt, tone, text) => {
    expect(drawn(dueAt)).toContain(`class="due ${tone}"`);
    expect(drawn(dueAt)).toContain(`>${text.replace('<', '&lt;')}</time>`);
  });

  it('names the instant for machines and, escaped, for people', () => {
    expect(drawn(NOW)).toContain(
      'datetime="2025-03-10T10:00:00.000+07:00" title="Jatuh tempo &quot;nanti&quot;"',
    );
  });

  it('leaves its place empty where nothing is due', () => {
    expect(drawn(null)).toBe('<span class="due due-none"></span>');
  });
});

it('a verdict is a shape that speaks, also before anything was checked', () => {
  const drawn = renderToString(h(VerdictSign, { verdict: null, label: 'Belum diperiksa', children: '○' }));
  expect(drawn).toBe('<span class="sign sign-none" role="img" aria-label="Belum diperiksa">○</span>');
});

it('a status shows its words as the text they are', () => {
  expect(renderToString(h(StatusTag, { status: 'merged', label: '<b>' }))).toBe(
    '<span class="status status-merged">&lt;b></span>',
  );
});
