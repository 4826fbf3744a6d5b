/** Which pages the menus lead to, in the order in which they are shown. */
import { EXPORT_ENTRY } from '../exchange/export/pages.tsx';
import { IMPORT_ENTRY } from '../exchange/import/pages.tsx';
import { OUTGOING_ENTRY } from '../messages/mail/pages/outgoing.tsx';
import { RECEIPTS_ENTRY } from '../messages/receipts/pages.tsx';
import { WEBHOOKS_ENTRY } from '../messages/webhooks/pages.tsx';
import { HOME_ENTRY } from '../oversight/home/page.tsx';
import { PERFORMANCE_ENTRY } from '../oversight/performance/pages/pages.tsx';
import { WALLBOARD_ENTRY } from '../oversight/wallboard/page.tsx';
import type { Menus } from '../pages/menu.ts';
import { ACCOUNT_ENTRY } from '../people/accounts/account-page.tsx';
import { ACCOUNTS_ENTRY } from '../people/accounts/pages/account-list.tsx';
import { KEYS_ENTRY } from '../people/api-keys/pages.tsx';
import { REQUESTS_ENTRY } from '../people/requests/pages/requests.tsx';
import { ROSTER_ENTRY } from '../people/roster/pages.tsx';
import { UNITS_ENTRY } from '../people/units/pages.tsx';
import { HOW_LINK } from '../public/how.tsx';
import { NUMBERS_LINK } from '../public/numbers-page.tsx';
import { TRACK_LINK } from '../public/track.tsx';
import { CALENDAR_ENTRY } from '../rules/calendar/pages.tsx';
import { CATEGORIES_ENTRY } from '../rules/categories/pages.tsx';
import { CRITERIA_ENTRY } from '../rules/criteria/pages.tsx';
import { POLICY_ENTRY } from '../rules/policy/pages.tsx';
import { FIELD_ENTRY } from './field-app.ts';

export const MENUS: Menus = {
  office: [
    HOME_ENTRY,
    REQUESTS_ENTRY,
    ACCOUNTS_ENTRY,
    UNITS_ENTRY,
    KEYS_ENTRY,
    WEBHOOKS_ENTRY,
    CRITERIA_ENTRY,
    CATEGORIES_ENTRY,
    POLICY_ENTRY,
    CALENDAR_ENTRY,
    ROSTER_ENTRY,
    IMPORT_ENTRY,
    EXPORT_ENTRY,
    RECEIPTS_ENTRY,
    PERFORMANCE_ENTRY,
    WALLBOARD_ENTRY,
    OUTGOING_ENTRY,
    FIELD_ENTRY,
    ACCOUNT_ENTRY,
  ],
  visitors: [TRACK_LINK, NUMBERS_LINK, HOW_LINK],
};
