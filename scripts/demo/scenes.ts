/** What the demo plays without a display: every fault that the tests know, and what takes a PC of its own. */

import { FAULTY_PCS, type Fault, type FaultyPc } from '../../tests/lab/faults.ts';
import { DEFAULT_BEHAVIOURS } from '../../tests/lab/server-behaviours.ts';

/** A PC and what goes wrong on it. */
export interface Scene extends FaultyPc {
  /** The user lets the extension see a site only when its icon is clicked. */
  siteAccess?: 'on-click';
  /** The popup opens by itself; otherwise that is switched off and the icon is clicked. */
  opensPopup?: true;
}

const MORE_SCENES: readonly Scene[] = [
  {
    label: '拡張機能のサイトへのアクセスが「クリックされたとき」',
    certificate: 'good',
    siteAccess: 'on-click',
    // There is no cause without access: the popup says that instead. On a page that a server has sent it would not open
    // at first: the browser then offers to load the page again with the extension allowed on it.
    faults: [{ system: 'kensa', behaviour: 'refused', cause: 'none', badge: '' }],
  },
  {
    label: '正しい証明書・ポップアップが自動で開く',
    certificate: 'good',
    opensPopup: true,
    faults: [{ system: 'kensa', behaviour: 'refused', cause: 'server-unreachable', badge: '!' }],
  },
];

export const SCENES: readonly Scene[] = [...FAULTY_PCS, ...MORE_SCENES];

/** What the popup is to say of a fault, as `PopupView.verdict` has it. */
export function expectedVerdict(scene: Scene, fault: Fault): string {
  return scene.siteAccess ? 'withheld' : fault.cause;
}

/** A name for the files of a fault: they sort as the table does. */
export function fileNameOf(scene: number, place: number, { system, behaviour }: Fault): string {
  const number = (value: number) => String(value + 1).padStart(2, '0');
  const what = system === '' ? 'no-such-system' : `${system}-${behaviour ?? DEFAULT_BEHAVIOURS[system]}`;
  return `${number(scene)}-${number(place)}-${what}`;
}
