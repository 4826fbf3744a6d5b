/** Who acts on a report. `reporter` never signs in: the tracking secret stands for them. `sistem` is Tuntas. */
export const OFFICER_ROLES = [
  'validator',
  'field_validator',
  'unit_admin',
  'supervisor',
  'operator',
  'channel_admin',
] as const;

export type OfficerRole = (typeof OFFICER_ROLES)[number];

/** Who may call with a credential: officers, and other systems by an API key. */
export const CALLER_ROLES = [...OFFICER_ROLES, 'api_client'] as const;

export type CallerRole = (typeof CALLER_ROLES)[number];

export const ACTOR_ROLES = [...CALLER_ROLES, 'reporter', 'sistem'] as const;

export type ActorRole = (typeof ACTOR_ROLES)[number];

/**
 * How an actor stands to one report. An actor may stand to it in several ways at once.
 * - `sees`: reads every report (validator, supervisor)
 * - `holds`: the report lies with their unit or one below it
 * - `held`: it lay there once; they may read, not act
 * - `tray`: it lies in the channel admins' tray (no unit yet)
 * - `filed`: they filed it
 * - `asked`: a validator asked them to visit the spot
 * - `secret`: they know its tracking secret
 */
export const RELATIONS = ['sees', 'holds', 'held', 'tray', 'filed', 'asked', 'secret'] as const;

export type Relation = (typeof RELATIONS)[number];
