/** Charts without script: SVG drawn here, coloured by the stylesheet, with a table beside them for whoever cannot see one. */
import { html } from 'hono/html';
import type { Html } from './page.ts';

interface Series {
  label: string;
  values: readonly number[];
}

export interface ColumnChart {
  /** Unique on its page. */
  id: string;
  title: string;
  /** What it shows, in a sentence with its numbers. */
  description: string;
  /** One below each group of columns. */
  labels: readonly string[];
  series: readonly Series[];
  /** A value as people write it. */
  write(value: number): string;
}

const WIDTH = 360;
const HEIGHT = 180;
const ABOVE = 18;
const BELOW = 22;

/** Groups of columns side by side; each column carries its number. */
export function columnChart({ id, title, description, labels, series, write }: ColumnChart): Html {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  // Few groups stay slender.
  const room = WIDTH / Math.max(labels.length, 4);
  const width = (room * 0.8) / series.length;
  const height = (value: number): number => round((value / most) * (HEIGHT - ABOVE - BELOW));
  const column = (value: number, group: number, place: number): Html => {
    const x = round(room * group + room * 0.1 + width * place);
    const y = HEIGHT - BELOW - height(value);
    return html`<rect class="s${place}" x="${x}" y="${y}" width="${round(width * 0.92)}" height="${height(value)}" rx="1"/><text x="${round(x + width * 0.46)}" y="${y - 4}" text-anchor="middle">${write(value)}</text>`;
  };
  return html`<figure class="chart"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT - BELOW}" y2="${HEIGHT - BELOW}"/>
${labels.map(
  (label, group) =>
    html`${series.map(({ values }, place) => column(values[group] ?? 0, group, place))}<text class="label" x="${round(room * (group + 0.5))}" y="${HEIGHT - 6}" text-anchor="middle">${label}</text>`,
)}</svg>
<figcaption>${series.map(({ label }, place) => html`<span class="key"><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="s${place}" width="10" height="10" rx="1"/></svg> ${label}</span>`)}</figcaption></figure>`;
}

/** A share from 0 to 1 as a bar beside its number; null leaves the room empty. */
export function shareBar(share: number | null, band = ''): Html {
  const filled = round((share ?? 0) * 100);
  return html`<svg class="bar ${band}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8"/><rect class="fill" width="${filled}" height="8"/></svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
