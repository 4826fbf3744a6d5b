/** Starts the settings page, in a tab of its own. */
import { Options } from '../../options/options.tsx';
import { t } from '../../platform/i18n.ts';
import { mountPage } from '../../ui/page.tsx';

void mountPage(Options, () => t('options.title'));
