/** The time zones of Indonesia (Keppres 41/1987): hours ahead of UTC, the year round, since none saves daylight. */
export const ZONES = { WIB: 7, WITA: 8, WIT: 9 } as const;

export type ZoneName = keyof typeof ZONES;
export const ZONE_NAMES = ['WIB', 'WITA', 'WIT'] as const satisfies readonly ZoneName[];
