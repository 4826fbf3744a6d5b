/** Which photos handed in are copies, and of what: of the report's own, of those returned, of other reports'. */
import type { NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import { type Appearance, mayBeRelated } from '#shared/evidence/pictures/appearance.ts';
import type { Relation } from '#shared/evidence/pictures/relation.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';
import type { Comparisons, Family, StoredPhoto } from './compare.ts';
import type { ReadPhoto } from './photo-outcome.ts';
import type { PhotoReader, Picture } from './reader.ts';

export interface RelativesDeps {
  reader: Pick<PhotoReader, 'compare' | 'appearance'>;
  comparisons: Comparisons;
  /** The copy for showing of a stored photo; null where there is none. */
  picture(sha256: string): Promise<Uint8Array | null>;
}

interface Compared {
  before: readonly ReadPhoto[];
  family: Family;
  /** After-photos of the report that were returned. */
  returned: readonly StoredPhoto[];
  /** Photos of other reports that came later (ms UTC) do not count. */
  until?: number | undefined;
  /** Ends the waiting for a process. */
  signal?: AbortSignal | undefined;
}

/** `put_off`: it was not compared with everything. */
type Nearest = NearestPhoto | null | 'put_off';

/** For each photo handed in its nearest relative, the gravest first. */
export async function nearestOf(
  after: readonly ReadPhoto[],
  compared: Compared,
  deps: RelativesDeps,
): Promise<Nearest[]> {
  const appearances = await Promise.all(after.map((one) => appearanceOf(one, compared, deps)));
  const found: Nearest[] = [];
  for (const [i, one] of after.entries()) {
    const earlier = after
      .slice(0, i)
      .map((twin, at) => ({ print: twin.print, appearance: appearances[at] ?? null }));
    // An unreadable photo is asked for again, so it does not matter whose it was.
    const isReadable = one.facts.unreadable === null;
    found.push(isReadable ? await nearest(one.print, appearances[i] ?? null, earlier, compared, deps) : null);
  }
  return found;
}

async function appearanceOf(
  { print, facts }: ReadPhoto,
  { signal }: Compared,
  { reader, picture }: RelativesDeps,
): Promise<Appearance | null> {
  if (print.appearance !== null || !facts.pixelsRead) return print.appearance;
  const bytes = await picture(print.sha256);
  return bytes && reader.appearance(bytes, signal);
}

interface Twin {
  print: PhotoPrint;
  appearance: Appearance | null;
}

async function nearest(
  print: PhotoPrint,
  appearance: Appearance | null,
  earlier: readonly Twin[],
  compared: Compared,
  deps: RelativesDeps,
): Promise<Nearest> {
  const { before, returned, family, until } = compared;
  const same = sameAs(print, before);
  if (same) return { ...same, of: 'before' };
  const laid = appearance && (await laidOver(appearance, before.map(pictureOf(deps)), compared, deps));
  if (laid === 'put_off') return laid;
  const copied = bestOf(laid, 'copy');
  if (copied) return { by: 'alignment', of: 'before', which: placeOf(copied, laid), ...measured(copied) };
  const sameReturned = sameAs(
    print,
    returned.map((one) => ({ print: one })),
  );
  if (sameReturned) return { ...sameReturned, of: 'returned' };
  const elsewhere =
    (await deps.comparisons.sameElsewhere(print, family, until)) ??
    (appearance && (await copyAmongStored(appearance, compared, deps)));
  if (elsewhere !== null) return elsewhere;
  const view = bestOf(laid, 'same_view');
  if (view) return { by: 'view', of: 'before', which: placeOf(view, laid), ...measured(view) };
  return twinOf(print, appearance, earlier, compared, deps);
}

async function twinOf(
  print: PhotoPrint,
  appearance: Appearance | null,
  earlier: readonly Twin[],
  compared: Compared,
  deps: RelativesDeps,
): Promise<Nearest> {
  for (const [i, twin] of earlier.entries()) {
    const same = sameAs(print, [twin]);
    if (same) return { ...same, of: 'twin', which: i + 1 };
    if (!appearance || !twin.appearance || !mayBeRelated(appearance, twin.appearance)) continue;
    const { raster } = twin.appearance;
    const laid = await laidOver(appearance, [async () => raster], compared, deps);
    if (laid === 'put_off') return laid;
    const copy = bestOf(laid, 'copy');
    if (copy) return { by: 'alignment', of: 'twin', which: i + 1, ...measured(copy) };
  }
  return null;
}

/** Among returned photos first, then among those of other reports. */
async function copyAmongStored(
  appearance: Appearance,
  compared: Compared,
  deps: RelativesDeps,
): Promise<Nearest> {
  const { returned, family, until } = compared;
  const own = returned.map(({ id }) => id);
  const stored = await deps.comparisons.candidates(appearance.sought, { own, family, until });
  const laid = await laidOver(
    appearance,
    stored.map(
      ({ sha256 }) =>
        () =>
          deps.picture(sha256),
    ),
    compared,
    deps,
  );
  if (laid === 'put_off') return laid;
  const found = stored.flatMap(({ number }, i): NearestPhoto[] => {
    const relation = laid[i];
    if (!relation) return [];
    const by = relation.kind === 'copy' ? 'alignment' : 'view';
    if (number !== null) return [{ by, of: 'other', ref: number, ...measured(relation) }];
    // From where a returned photo was taken another may well be.
    return by === 'alignment' ? [{ by, of: 'returned', ...measured(relation) }] : [];
  });
  return found.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function rank({ by, of, share = 0 }: NearestPhoto): number {
  return (of === 'returned' ? 2 : 0) + (by === 'alignment' ? 1 : 0) + share;
}

function sameAs(
  print: PhotoPrint,
  others: readonly { print: Pick<PhotoPrint, 'sha256' | 'pixelHash'> }[],
): Pick<NearestPhoto, 'by'> | null {
  if (others.some((other) => other.print.sha256 === print.sha256)) return { by: 'file' };
  const { pixelHash } = print;
  return pixelHash !== null && others.some((other) => other.print.pixelHash === pixelHash)
    ? { by: 'pixels' }
    : null;
}

function pictureOf({ picture }: RelativesDeps) {
  return ({ print }: ReadPhoto) =>
    async (): Promise<Picture | null> =>
      print.appearance?.raster ?? (await picture(print.sha256));
}

/** A photo without a picture to show stands as null: nothing can be said of it. */
async function laidOver(
  appearance: Appearance,
  others: readonly (() => Promise<Picture | null>)[],
  { signal }: Compared,
  { reader }: RelativesDeps,
): Promise<(Relation | null)[] | 'put_off'> {
  const relations: (Relation | null)[] = [];
  for (const take of others) {
    const picture = await take();
    const found = picture && (await reader.compare(appearance.raster, picture, signal));
    if (found === 'put_off') return found;
    relations.push(found);
  }
  return relations;
}

function bestOf(laid: readonly (Relation | null)[] | null, kind: Relation['kind']): Relation | null {
  const found = (laid ?? []).filter((one) => one !== null).filter((one) => one.kind === kind);
  return found.sort((a, b) => b.share - a.share)[0] ?? null;
}

/** From 1. */
function placeOf(relation: Relation, laid: readonly (Relation | null)[] | null): number {
  return (laid ?? []).indexOf(relation) + 1;
}

function measured({
  share,
  reshaped,
  drift,
}: Relation): Pick<NearestPhoto, 'share' | 'reshaped' | 'driftPx'> {
  return { share, reshaped, driftPx: drift };
}
