/** Starts the card beside a report number: a frame in somebody else's page. */
import { startCard } from '../../overlay/card/card.tsx';

void startCard();
