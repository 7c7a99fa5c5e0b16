/** The scenes of the demo without a display: all faults of the tests, and scenes that need another PC. */

import { FAULTY_PCS, type Fault, type FaultyPc } from '../../tests/lab/faults.ts';
import { DEFAULT_BEHAVIOURS } from '../../tests/lab/server-behaviours.ts';

/** A PC and what goes wrong on it. */
export interface Scene extends FaultyPc {
  /** The user allows the extension on a site only on a click of its icon. */
  siteAccess?: 'on-click';
  /** The setting `openPopup` is on. Otherwise it is off, and the demo clicks the icon. */
  opensPopup?: true;
}

const MORE_SCENES: readonly Scene[] = [
  {
    label: '拡張機能のサイトへのアクセスが「クリックされたとき」',
    certificate: 'good',
    siteAccess: 'on-click',
    // Without access there is no cause: the popup asks for access. On a page from a server the first click opens no
    // popup: the browser offers to reload the page.
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

/** The expected `PopupView.verdict` of a fault. */
export function expectedVerdict(scene: Scene, fault: Fault): string {
  return scene.siteAccess ? 'withheld' : fault.cause;
}

/** The start of a fault's file names, which sort as the table. */
export function fileNameOf(scene: number, place: number, { system, behaviour }: Fault): string {
  const number = (value: number) => String(value + 1).padStart(2, '0');
  const what = system === '' ? 'no-such-system' : `${system}-${behaviour ?? DEFAULT_BEHAVIOURS[system]}`;
  return `${number(scene)}-${number(place)}-${what}`;
}
