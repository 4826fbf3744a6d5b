/** Starts the desk's page: drawer frame, side panel and tab alike. */
import { startDesk } from '../../desk/start.tsx';

void startDesk();
