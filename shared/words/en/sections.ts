/** The sections of this language: a new one is listed here in every language. */
export { default as clocks } from './clocks.json' with { type: 'json' };
export { default as common } from './common.json' with { type: 'json' };
export { default as exchange } from './exchange.json' with { type: 'json' };
export { default as findings } from './findings.json' with { type: 'json' };
export { default as messages } from './messages.json' with { type: 'json' };
export { default as oversight } from './oversight.json' with { type: 'json' };
export { default as pages } from './pages.json' with { type: 'json' };
export { default as people } from './people.json' with { type: 'json' };
export { default as problems } from './problems.json' with { type: 'json' };
export { default as public } from './public.json' with { type: 'json' };
export { default as rules } from './rules.json' with { type: 'json' };
export { default as tickets } from './tickets.json' with { type: 'json' };
