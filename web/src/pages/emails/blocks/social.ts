/** The networks whose icons the renderer knows. */
import {
  IconBrandDribbble, IconBrandFacebook, IconBrandGithub, IconBrandInstagram, IconBrandLinkedin, IconBrandMedium, IconBrandPinterest, IconBrandSnapchat, IconBrandSoundcloud, IconBrandTumblr, IconBrandTwitter, IconBrandVimeo,
  IconBrandX, IconBrandXing, IconBrandYoutube, IconWorld, type Icon,
} from '@tabler/icons-react'

export const SOCIAL: Record<string, { label: string; icon: Icon; colour: string }> = {
  linkedin: { label: 'LinkedIn', icon: IconBrandLinkedin, colour: '#0077b5' }, facebook: { label: 'Facebook', icon: IconBrandFacebook, colour: '#3b5998' },
  instagram: { label: 'Instagram', icon: IconBrandInstagram, colour: '#3f729b' }, x: { label: 'X', icon: IconBrandX, colour: '#000000' }, youtube: { label: 'YouTube', icon: IconBrandYoutube, colour: '#eb3323' },
  web: { label: 'Web', icon: IconWorld, colour: '#4bbad4' }, xing: { label: 'Xing', icon: IconBrandXing, colour: '#296366' }, github: { label: 'GitHub', icon: IconBrandGithub, colour: '#000000' },
  medium: { label: 'Medium', icon: IconBrandMedium, colour: '#000000' }, pinterest: { label: 'Pinterest', icon: IconBrandPinterest, colour: '#bd081c' }, twitter: { label: 'Twitter', icon: IconBrandTwitter, colour: '#55acee' },
  vimeo: { label: 'Vimeo', icon: IconBrandVimeo, colour: '#53b4e7' }, dribbble: { label: 'Dribbble', icon: IconBrandDribbble, colour: '#d95988' }, snapchat: { label: 'Snapchat', icon: IconBrandSnapchat, colour: '#fffa54' },
  soundcloud: { label: 'SoundCloud', icon: IconBrandSoundcloud, colour: '#ef7f31' }, tumblr: { label: 'Tumblr', icon: IconBrandTumblr, colour: '#344356' },
}
