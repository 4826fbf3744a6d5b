/** Which photos handed in are copies, and of what: of the report's own, of those returned, of other reports'. */
import { isTrusted } from '#shared/evidence/checks/capture.ts';
import type { NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import { type Appearance, mayBeRelated } from '#shared/evidence/pictures/appearance.ts';
import type { Relation } from '#shared/evidence/pictures/relation.ts';
import type { PhotoPrint } from '#shared/evidence/pixels.ts';
import type { Comparisons, Family, StoredPhoto } from './compare.ts';
import type { Gallery } from './gallery.ts';
import type { ReadPhoto } from './photo-outcome.ts';
import type { PhotoReader } from './reader.ts';

export interface RelativesDeps {
  reader: Pick<PhotoReader, 'compare'>;
  comparisons: Comparisons;
  gallery: Gallery;
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

interface Seen {
  print: PhotoPrint;
  /** It was committed as it was taken, and vouches for that. */
  isTrusted: boolean;
  /** Null where there is nothing to see. */
  look: Appearance | null;
}

/** For each photo handed in its nearest relative, the gravest first. */
export async function nearestOf(
  after: readonly ReadPhoto[],
  compared: Compared,
  deps: RelativesDeps,
): Promise<Nearest[]> {
  const { signal } = compared;
  const see = (photos: readonly ReadPhoto[]) => inTurn(photos, (one) => seen(one, signal, deps));
  const [sent, before] = [await see(after), await see(compared.before)];
  const found: Nearest[] = [];
  for (const [i, one] of sent.entries()) {
    // An unreadable photo is asked for again, so it does not matter whose it was.
    if (after[i]?.facts.unreadable !== null) found.push(null);
    else if (one === 'put_off' || before.includes('put_off')) found.push('put_off');
    else
      found.push(
        await nearest(one, { ...compared, before: before.filter(isSeen), twins: sent.slice(0, i) }, deps),
      );
  }
  return found;
}

async function seen(
  { print, facts }: ReadPhoto,
  signal: AbortSignal | undefined,
  { gallery }: RelativesDeps,
): Promise<Seen | 'put_off'> {
  const look = facts.pixelsRead ? (print.appearance ?? (await gallery.find(print.sha256, signal))) : null;
  return look === 'put_off' ? look : { print, look, isTrusted: isTrusted(facts) };
}

/** One after another: all at once they would fill the line of the photo processes. */
async function inTurn<T, R>(all: readonly T[], take: (one: T) => Promise<R>): Promise<R[]> {
  const taken: R[] = [];
  for (const one of all) taken.push(await take(one));
  return taken;
}

function isSeen(one: Seen | 'put_off'): one is Seen {
  return one !== 'put_off';
}

interface ComparedSeen extends Omit<Compared, 'before'> {
  before: readonly Seen[];
  /** Photos of the same follow-up before it. */
  twins: readonly (Seen | 'put_off')[];
}

async function nearest(one: Seen, compared: ComparedSeen, deps: RelativesDeps): Promise<Nearest> {
  const { before, returned, family, until } = compared;
  for (const [i, other] of before.entries()) {
    const same = sameAs(one.print, other.print);
    if (same) return { ...same, of: 'before', which: i + 1 };
  }
  const laid = await laidOver(
    one.look,
    before.map(({ look }) => look),
    compared,
    deps,
  );
  if (laid === 'put_off') return laid;
  // What its own before-photo guided, or the report's photo, is like them on purpose: that alone is no finding.
  const isGuided = (relation: Relation): boolean =>
    one.isTrusted && (relation.kind === 'same_view' || before[laid.indexOf(relation)]?.isTrusted === true);
  const asBefore = (relation: Relation): NearestPhoto => ({
    by: relation.kind === 'copy' ? 'alignment' : 'view',
    of: 'before',
    which: placeOf(relation, laid),
    ...measured(relation),
    ...(isGuided(relation) ? { guided: true } : {}),
  });
  const alone = laid.filter((relation) => relation !== null && !isGuided(relation));
  const copied = bestOf(alone, 'copy');
  if (copied) return asBefore(copied);
  for (const print of returned) {
    const sameReturned = sameAs(one.print, print);
    if (sameReturned) return { ...sameReturned, of: 'returned', id: print.id };
  }
  const elsewhere =
    (await deps.comparisons.sameElsewhere(one.print, family, until)) ??
    (one.look && (await copyAmongStored(one.look, compared, deps)));
  if (elsewhere !== null) return elsewhere;
  const view = bestOf(alone, 'same_view');
  if (view) return asBefore(view);
  const twin = await twinOf(one, compared, deps);
  const guided = bestOf(laid, 'copy') ?? bestOf(laid, 'same_view');
  return twin ?? (guided && asBefore(guided));
}

async function twinOf({ print, look }: Seen, compared: ComparedSeen, deps: RelativesDeps): Promise<Nearest> {
  for (const [i, twin] of compared.twins.entries()) {
    if (twin === 'put_off') continue;
    const same = sameAs(print, twin.print);
    if (same) return { ...same, of: 'twin', which: i + 1 };
    if (!look || !twin.look || !mayBeRelated(look, twin.look)) continue;
    const laid = await laidOver(look, [twin.look], compared, deps);
    if (laid === 'put_off') return laid;
    const copy = bestOf(laid, 'copy');
    if (copy) return { by: 'alignment', of: 'twin', which: i + 1, ...measured(copy) };
  }
  return null;
}

/** Among returned photos first, then among those of other reports. */
async function copyAmongStored(
  look: Appearance,
  compared: ComparedSeen,
  deps: RelativesDeps,
): Promise<Nearest> {
  const { returned, family, until, signal } = compared;
  const own = returned.map(({ id }) => id);
  const stored = await deps.comparisons.candidates(look.sought, { own, family, until });
  const looks = await inTurn(stored, ({ sha256 }) => deps.gallery.find(sha256, signal));
  const laid = await laidOver(look, looks, compared, deps);
  if (laid === 'put_off') return laid;
  const found = stored.flatMap(({ id, number }, i): NearestPhoto[] => {
    const relation = laid[i];
    if (!relation) return [];
    const by = relation.kind === 'copy' ? 'alignment' : 'view';
    if (number !== null) return [{ by, of: 'other', ref: number, id, ...measured(relation) }];
    // From where a returned photo was taken another may well be.
    return by === 'alignment' ? [{ by, of: 'returned', id, ...measured(relation) }] : [];
  });
  return found.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function rank({ by, of, share = 0 }: NearestPhoto): number {
  return (of === 'returned' ? 2 : 0) + (by === 'alignment' ? 1 : 0) + share;
}

function sameAs(
  { sha256, pixelHash }: PhotoPrint,
  other: Pick<PhotoPrint, 'sha256' | 'pixelHash'>,
): Pick<NearestPhoto, 'by'> | null {
  if (other.sha256 === sha256) return { by: 'file' };
  return pixelHash !== null && other.pixelHash === pixelHash ? { by: 'pixels' } : null;
}

/** Where there is nothing to see nothing can be said: null. */
async function laidOver(
  look: Appearance | null,
  others: readonly (Appearance | null | 'put_off')[],
  { signal }: Pick<Compared, 'signal'>,
  { reader }: RelativesDeps,
): Promise<(Relation | null)[] | 'put_off'> {
  if (others.includes('put_off')) return 'put_off';
  const shown = others.filter((one) => one !== null && one !== 'put_off');
  const relations = look === null ? [] : await reader.compare(look, shown, signal);
  if (relations === 'put_off') return relations;
  const next = relations.values();
  return others.map((one) => (one === null ? null : (next.next().value ?? null)));
}

function bestOf(laid: readonly (Relation | null)[], kind: Relation['kind']): Relation | null {
  const found = laid.filter((one) => one !== null).filter((one) => one.kind === kind);
  return found.sort((a, b) => b.share - a.share)[0] ?? null;
}

/** From 1. */
function placeOf(relation: Relation, laid: readonly (Relation | null)[]): number {
  return laid.indexOf(relation) + 1;
}

function measured({
  share,
  reshaped,
  drift,
}: Relation): Pick<NearestPhoto, 'share' | 'reshaped' | 'driftPx'> {
  return { share, reshaped, driftPx: drift };
}
