/** The rooms of the house from the ground up, and the arrows between them that lead upwards or in a circle. */
import { posix } from 'node:path';
import { circles, graphOf } from './graph.ts';

/**
 * A room knows only those that stand before it. Whoever adds a room decides here what it may know; a file in the
 * root of a part belongs to no room.
 */
const ROOMS: Record<string, readonly string[]> = {
  service: [
    'platform',
    'tables',
    'pages',
    'people',
    'rules',
    'evidence',
    'tickets',
    'messages',
    'oversight',
    'exchange',
    'public',
    'openapi',
    'demo',
    'compose',
  ],
};

/** What must not form circles: whole rooms (the first folder inside a part), or each folder by itself. */
export type Grain = 'room' | 'folder';
const GUARDED: Grain = 'room';

interface Arrow {
  from: string;
  target: string;
}

/** One sentence for each arrow between rooms that should not be, naming the files at both ends. */
export function brokenRooms(arrows: readonly Arrow[]): string[] {
  return [...arrows.flatMap(upwards), ...circlesOf(arrows, GUARDED)];
}

/** Each circle once, with the import that makes each of its steps. */
export function circlesOf(arrows: readonly Arrow[], grain: Grain): string[] {
  const between = arrows
    .map((arrow) => ({ ...arrow, here: placeOf(arrow.from, grain), there: placeOf(arrow.target, grain) }))
    .filter(({ here, there }) => here !== there);
  return circles(graphOf(between.map(({ here, there }) => [here, there] as const))).map((way) => {
    const steps = way.slice(1).map((there, i) => {
      const step = between.find((arrow) => arrow.here === way[i] && arrow.there === there);
      return `${step?.from} imports ${step?.target}`;
    });
    return `circle of ${grain}s: ${way.join(' → ')} (${steps.join('; ')})`;
  });
}

function upwards({ from, target }: Arrow): string[] {
  const [part = '', room, inRoom] = from.split('/');
  const [otherPart, otherRoom, inOther] = target.split('/');
  const rooms = ROOMS[part];
  const between = part === otherPart && inRoom !== undefined && inOther !== undefined && room !== otherRoom;
  if (rooms === undefined || room === undefined || otherRoom === undefined || !between) return [];
  const unlisted = [room, otherRoom].find((name) => !rooms.includes(name));
  if (unlisted !== undefined) return [`${from} imports ${target}: ${unlisted} is not in the list of rooms`];
  if (rooms.indexOf(room) > rooms.indexOf(otherRoom)) return [];
  return [`${from} imports ${target}: ${room} stands below ${otherRoom} and knows nothing of it`];
}

/** A file in the root of a part stands for itself. */
function placeOf(path: string, grain: Grain): string {
  const parts = path.split('/');
  if (parts.length <= 2) return path;
  return grain === 'room' ? parts.slice(0, 2).join('/') : posix.dirname(path);
}
