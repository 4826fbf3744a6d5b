/** Charts without script: SVG drawn here, coloured by the stylesheet, with a table beside them for whoever cannot see one. */
import type { ComponentChildren } from 'preact';

interface Series {
  label: string;
  values: readonly number[];
}

interface ColumnChartProps {
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
export function ColumnChart({ id, title, description, labels, series, write }: ColumnChartProps) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  // Few groups stay slender.
  const room = WIDTH / Math.max(labels.length, 4);
  const width = (room * 0.8) / series.length;
  const column = (value: number, group: number, place: number) => {
    const height = round((value / most) * (HEIGHT - ABOVE - BELOW));
    const x = round(room * group + room * 0.1 + width * place);
    const y = HEIGHT - BELOW - height;
    return (
      <>
        <rect class={`s${place}`} x={x} y={y} width={round(width * 0.92)} height={height} rx="1" />
        <text x={round(x + width * 0.46)} y={y - 4} text-anchor="middle">
          {write(value)}
        </text>
      </>
    );
  };
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
        <title id={`${id}-t`}>{title}</title>
        <desc id={`${id}-d`}>{description}</desc>
        <line class="axis" x1="0" x2={WIDTH} y1={HEIGHT - BELOW} y2={HEIGHT - BELOW} />
        {labels.map((label, group) => (
          <>
            {series.map(({ values }, place) => column(values[group] ?? 0, group, place))}
            <text class="label" x={round(room * (group + 0.5))} y={HEIGHT - 6} text-anchor="middle">
              {label}
            </text>
          </>
        ))}
      </svg>
      <figcaption>
        {series.map(({ label }, place) => (
          <ChartKey style={`s${place}`} label={label} />
        ))}
      </figcaption>
    </figure>
  );
}

/** What a colour stands for. */
export function ChartKey({ style, label }: { style: string; label: string }) {
  return (
    <span class="key">
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <rect class={style} width="10" height="10" rx="1" />
      </svg>{' '}
      {label}
    </span>
  );
}

interface ShareProps {
  /** From 0 to 1; null leaves the room empty. */
  share: number | null;
  /** How good that is, for its colour. */
  band?: string | null;
}

/** A bar with what it says in words or numbers beside it. */
export function Measure({ children, ...share }: ShareProps & { children: ComponentChildren }) {
  return (
    <span class="measure">
      <ShareBar {...share} />
      <span>{children}</span>
    </span>
  );
}

function ShareBar({ share, band }: ShareProps) {
  return (
    <svg
      class={band ? `bar ${band}` : 'bar'}
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect class="track" width="100" height="8" />
      <rect class="fill" width={round((share ?? 0) * 100)} height="8" />
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
