/** The icon (`assets/icon.svg`) as a drawing, so that the page loads no image. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 128 128" aria-hidden="true">
      <path fill="#fff" d="M64 7 5 58c-4 3-1 9 4 9h9v46c0 5 4 9 9 9h74c5 0 9-4 9-9V67h9c5 0 8-6 4-9z" />
      <path fill="#0b5c7a" d="M64 18 16 60h12v50c0 1 1 2 2 2h68c1 0 2-1 2-2V60h12z" />
      <path
        d="m44 80 14 14 27-33"
        fill="none"
        stroke="#fff"
        stroke-width="13"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
