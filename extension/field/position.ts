/** Where the phone is, followed for as long as somebody wants to know. Asked for only on a press: see `start`. */
import { useEffect, useState } from 'preact/hooks';
import { bearingDeg, distanceM } from '#shared/evidence/geodesic.ts';

export interface Fix {
  lat: number;
  lon: number;
  /** 68 % radius in metres, as the system says. */
  accuracyM: number;
  /** ms, the phone's clock. */
  at: number;
}

export type Position =
  | { state: 'off' }
  | { state: 'waiting' }
  | { state: 'known'; fix: Fix }
  | { state: 'denied' | 'unavailable' };

export interface Positioning {
  position: Position;
  /** Asks for permission where it was not given yet. */
  start(): void;
}

/** `on`: whether it is wanted from the first moment; else from the first `start`. */
export function usePosition(on = false): Positioning {
  const [wanted, setWanted] = useState(on);
  const [position, setPosition] = useState<Position>({ state: on ? 'waiting' : 'off' });
  useEffect(() => {
    if (!wanted) return;
    setPosition({ state: 'waiting' });
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) =>
        setPosition({
          state: 'known',
          fix: {
            lat: coords.latitude,
            lon: coords.longitude,
            accuracyM: coords.accuracy,
            at: timestamp,
          },
        }),
      ({ code, PERMISSION_DENIED }) =>
        setPosition((before) =>
          code === PERMISSION_DENIED
            ? { state: 'denied' }
            : // Lost for a moment: the last place known still says more than none.
              before.state === 'known'
              ? before
              : { state: 'unavailable' },
        ),
      { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, [wanted]);
  return { position, start: () => setWanted(true) };
}

interface Place {
  lat: number;
  lon: number;
}

const DIRECTIONS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
type Direction = (typeof DIRECTIONS)[number];

export interface Way {
  distanceM: number;
  /** Of the target, seen from here. */
  direction: Direction;
  /** Degrees clockwise from north. */
  bearingDeg: number;
}

export function wayTo(from: Place, to: Place): Way {
  const bearing = bearingDeg(from, to);
  return {
    distanceM: distanceM(from, to),
    direction: DIRECTIONS[Math.round(bearing / 45) % DIRECTIONS.length] ?? 'n',
    bearingDeg: bearing,
  };
}
