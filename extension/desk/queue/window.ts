/** Which rows of a long list are in view. Rows have one height, so that nothing needs to be measured. Pure. */

/** px; the stylesheet gives rows and titles these heights too. */
export const ROW_HEIGHT = 48;
export const TITLE_HEIGHT = 32;
/** Rows drawn beyond the edges, so that scrolling shows no holes. */
const SPARE = 6;

export interface Band {
  /** px from the list's top. */
  top: number;
  height: number;
  rows: number;
  /** Index of its first row in the whole list. */
  first: number;
}

export interface Layout {
  bands: Band[];
  height: number;
}

export interface Viewport {
  top: number;
  height: number;
}

export function layOut(groupSizes: readonly number[]): Layout {
  let top = 0;
  let first = 0;
  const bands = groupSizes.map((rows) => {
    const band = { top, height: TITLE_HEIGHT + rows * ROW_HEIGHT, rows, first };
    top += band.height;
    first += rows;
    return band;
  });
  return { bands, height: top };
}

/**
 * The rows of one band to draw, `top` in px from the band's own top; `always`: drawn wherever one looks, by its index in
 * the whole list, for the keyboard is there.
 */
export function visibleRows(band: Band, view: Viewport, always = -1): { index: number; top: number }[] {
  const rowsTop = band.top + TITLE_HEIGHT;
  const from = Math.max(0, Math.floor((view.top - rowsTop) / ROW_HEIGHT) - SPARE);
  const to = Math.min(band.rows, Math.ceil((view.top + view.height - rowsTop) / ROW_HEIGHT) + SPARE);
  const indices = Array.from({ length: Math.max(0, to - from) }, (_, row) => from + row);
  const chosen = always - band.first;
  if (chosen >= 0 && chosen < band.rows && !indices.includes(chosen)) indices.push(chosen);
  return indices.map((index) => ({ index, top: TITLE_HEIGHT + index * ROW_HEIGHT }));
}

/** Where to scroll so that a row is wholly in sight below its group's sticky title; moves as little as it can. */
export function topToReveal(layout: Layout, row: number, view: Viewport): number {
  const band = layout.bands.find((each) => row >= each.first && row < each.first + each.rows);
  if (!band) return view.top;
  const top = band.top + TITLE_HEIGHT + (row - band.first) * ROW_HEIGHT;
  if (row === 0) return 0;
  if (top - TITLE_HEIGHT < view.top) return top - TITLE_HEIGHT;
  return Math.max(view.top, top + ROW_HEIGHT - view.height);
}
