/** The look: colour scales, type and the defaults of Mantine's components. Nothing else sets colours by value. */
import i18next from 'i18next'
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const campo: MantineColorsTuple = [
  '#eff7f2', '#dcece2', '#b8d9c5', '#90c4a5', '#6bb189', '#4f9f73', '#3d8a61', '#2f7350', '#255c40', '#1a4430',
]
const sun: MantineColorsTuple = [
  '#fff8e8', '#fdeecb', '#fadb98', '#f5c661', '#f0b336', '#dd9c1c', '#b67b10', '#8f600b', '#6f4b0a', '#523707',
]
const clay: MantineColorsTuple = [
  '#fdf1ed', '#f9dfd6', '#f1bda9', '#e89878', '#df774f', '#d05a33', '#b34827', '#93391e', '#722e19', '#522012',
]
const sky: MantineColorsTuple = [
  '#eef4f9', '#d9e6f0', '#b3cde2', '#8bb2d2', '#689bc3', '#4a85b3', '#386f9b', '#2b597e', '#214562', '#183348',
]
/** Warm greys; the sixth carries dimmed text at 4.5:1 on the page. */
const gray: MantineColorsTuple = [
  '#f8f7f3', '#f2f0ea', '#e8e5dc', '#d9d5c9', '#bfbaac', '#989385', '#69655d', '#53504a', '#393733', '#242320',
]
const dark: MantineColorsTuple = [
  '#e6eae6', '#c5ccc6', '#a3ada6', '#78857c', '#4f5c54', '#3a463f', '#2a352f', '#1f2823', '#18201b', '#111713',
]

const text = "'Figtree Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"

/** Read when drawn, so that it follows the language. */
const closeButtonProps = {
  get 'aria-label'() {
    return i18next.t('common.close')
  },
}

/** Dialogs and drawers are one surface, heading and all. */
const sheet = { content: { background: 'var(--siembra-card)' }, header: { background: 'inherit' }, body: { paddingTop: 4 } }

export const theme = createTheme({
  colors: { campo, sun, clay, sky, gray, dark, red: clay },
  primaryColor: 'campo',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  fontFamily: text,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  headings: {
    fontFamily: "'Fraunces Variable', Georgia, serif",
    fontWeight: '560',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.05rem', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'md',
  radius: { sm: '6px', md: '9px', lg: '14px' },
  fontSizes: { xs: '0.765rem', sm: '0.875rem', md: '0.95rem' },
  cursorType: 'pointer',
  components: {
    Paper: { defaultProps: { radius: 'lg' } },
    Card: { defaultProps: { radius: 'lg', withBorder: true, padding: 'lg' } },
    Button: { defaultProps: { size: 'sm' } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320 } },
    Drawer: { defaultProps: { closeButtonProps, position: 'right', size: 'lg', padding: 'lg', styles: sheet } },
    Notification: { defaultProps: { closeButtonProps } },
    Modal: { defaultProps: { closeButtonProps, centered: true, radius: 'lg', padding: 'lg', styles: sheet } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'sm' } },
    Tabs: { defaultProps: { keepMounted: false } },
    Skeleton: { defaultProps: { radius: 'sm' } },
    Select: { defaultProps: { comboboxProps: { shadow: 'md' } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
})

export const variables: CSSVariablesResolver = (t) => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfaf7',
    '--siembra-card': '#ffffff',
    '--siembra-line': t.colors.gray[2],
    '--siembra-nav': '#f4f2ec',
    '--siembra-ink': '#1d2722',
    '--mantine-color-text': '#1d2722',
    '--mantine-color-placeholder': '#76726a',
    '--mantine-color-error': t.colors.clay[6],
    '--siembra-good': t.colors.campo[7],
    '--siembra-bad': t.colors.clay[6],
  },
  dark: {
    '--mantine-color-body': t.colors.dark[9],
    '--siembra-card': t.colors.dark[8],
    '--siembra-line': t.colors.dark[6],
    '--siembra-nav': '#141b17',
    '--siembra-ink': t.colors.dark[0],
    // Between the scale's shades: white on it has 4.5:1, and it has 3:1 on a card.
    '--mantine-color-campo-filled': '#37805a',
    '--mantine-color-campo-filled-hover': t.colors.campo[7],
    '--mantine-color-clay-filled': t.colors.clay[6],
    '--mantine-color-clay-filled-hover': t.colors.clay[7],
    '--mantine-color-error': t.colors.clay[4],
    '--siembra-good': t.colors.campo[4],
    '--siembra-bad': t.colors.clay[4],
  },
})
