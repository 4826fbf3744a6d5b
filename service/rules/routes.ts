/** The rules over HTTP, and what forms choose from: any officer reads them, a supervisor sets them. */
import { Hono } from 'hono';
import { POLICY_OPERATIONS } from '#shared/contract/policy.ts';
import { REFERENCE_OPERATIONS } from '#shared/contract/reference.ts';
import { channelList, isOpenChannel } from '#shared/ticket/channel.ts';
import { civilDate } from '#shared/time/zone.ts';
import { answerCalls } from '../platform/http/calls.ts';
import type { Env } from '../platform/http/env.ts';
import { say } from '../platform/http/language.ts';
import { type CalendarDeps, enterDay, removeDay } from './calendar/calendar.ts';
import { addCategory, type CategoryDeps, changeCategory, shownCategory } from './categories/keep.ts';
import { takesReports } from './categories/register.ts';
import type { PolicyDeps } from './policy/policy.ts';
import { setPolicy, shownPolicy } from './policy/set.ts';

const RULES = { ...REFERENCE_OPERATIONS, ...POLICY_OPERATIONS };

export function rulesRoutes(services: CategoryDeps & PolicyDeps & CalendarDeps): Hono<Env> {
  const { policy, days, categories } = services;
  return answerCalls(new Hono<Env>(), RULES, {
    listChannels: ({ c, query: { at } }) => {
      const open = channelList().filter((one) => at === undefined || isOpenChannel(one, Date.parse(at)));
      const label = (code: (typeof open)[number]['code']) =>
        say(`common.channel_in_full.${code}`, c.get('language'));
      return { items: open.map((channel) => ({ ...channel, label: label(channel.code) })) };
    },
    listCategories: ({ query: { at } }) => {
      const day = at === undefined ? undefined : civilDate(Date.parse(at));
      const rows = categories.all().filter((row) => day === undefined || takesReports(row, day));
      return { items: rows.map((row) => shownCategory(services, row)) };
    },
    addCategory: async ({ body, actor }) =>
      shownCategory(services, await addCategory(services, body, actor.id)),
    changeCategory: async ({ at, body, actor }) =>
      shownCategory(services, await changeCategory(services, at.code, body, actor.id)),
    getPolicy: () => shownPolicy(policy.current()),
    policyHistory: () => ({ items: policy.history().map(shownPolicy) }),
    setPolicy: ({ body, actor }) => setPolicy(services, body, actor.id),
    calendar: ({ query }) => ({
      items: days.ofYear(query.year).map(({ date, kind, name, source }) => ({ date, kind, name, source })),
    }),
    setCalendarDay: async ({ at, body, actor }) => {
      const day = { ...at, ...body };
      await enterDay(services, day, actor.id);
      return day;
    },
    removeCalendarDay: ({ at, actor }) => removeDay(services, at.date, actor.id),
  });
}
