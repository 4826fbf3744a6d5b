/** Which pages the menus lead to, in the order in which they are shown. */
import { EXPORT_ENTRY } from '../exchange/export/pages.tsx';
import { IMPORT_ENTRY } from '../exchange/import/pages.tsx';
import { OUTGOING_ENTRY } from '../messages/mail/pages/outgoing.tsx';
import { RECEIPTS_ENTRY } from '../messages/receipts/pages.tsx';
import { WEBHOOKS_ENTRY } from '../messages/webhooks/pages.tsx';
import { PERFORMANCE_ENTRY } from '../oversight/performance/pages/pages.ts';
import { WALL_ENTRY } from '../oversight/wallboard/page.tsx';
import type { Menus } from '../pages/menu.ts';
import { ACCOUNT_ENTRY } from '../people/accounts/account-page.ts';
import { ACCOUNTS_ENTRY } from '../people/accounts/pages/account-list.ts';
import { KEYS_ENTRY } from '../people/api-keys/pages.ts';
import { REQUESTS_ENTRY } from '../people/requests/pages/requests.ts';
import { DUTY_ENTRY } from '../people/roster/pages.ts';
import { UNITS_ENTRY } from '../people/units/pages.ts';
import { HOW_LINK } from '../public/how.ts';
import { NUMBERS_LINK } from '../public/numbers-page.ts';
import { TRACK_LINK } from '../public/track.tsx';
import { CALENDAR_ENTRY } from '../rules/calendar/pages.tsx';
import { CRITERIA_ENTRY } from '../rules/criteria/pages.ts';
import { POLICY_ENTRY } from '../rules/policy/pages.ts';

export const MENUS: Menus = {
  office: [
    REQUESTS_ENTRY,
    ACCOUNTS_ENTRY,
    UNITS_ENTRY,
    KEYS_ENTRY,
    WEBHOOKS_ENTRY,
    CRITERIA_ENTRY,
    POLICY_ENTRY,
    CALENDAR_ENTRY,
    DUTY_ENTRY,
    IMPORT_ENTRY,
    EXPORT_ENTRY,
    RECEIPTS_ENTRY,
    PERFORMANCE_ENTRY,
    WALL_ENTRY,
    OUTGOING_ENTRY,
    ACCOUNT_ENTRY,
  ],
  visitors: [TRACK_LINK, NUMBERS_LINK, HOW_LINK],
};
