//! Icons that the MJML renderer would have every recipient fetch from servers of others: drawn by us, served by us.

use crate::attributes::attributes;
use crate::context::HOME;

/// Where the renderer is told that the icons of networks are. Nothing is ever there: what is rendered says where ours are.
pub(crate) const ORIGIN: &str = "https://icons.invalid/";
/// A new drawing takes a new number, because an address is kept for ever by whoever has seen it.
const BEGIN: &str = "icon-";
const END: &str = "-1.png";

/// Those of networks, with the network's name, white on the colour that the renderer puts under them.
macro_rules! networks {
    ($($key:literal $name:literal),+ $(,)?) => {
        &[$(($key, $name, include_bytes!(concat!("icons/", $key, ".png")))),+]
    };
}

const NETWORKS: &[(&str, &str, &[u8])] = networks![
    "dribbble" "Dribbble", "facebook" "Facebook", "github" "GitHub", "google-plus" "Google", "instagram" "Instagram",
    "linkedin" "LinkedIn", "medium" "Medium", "pinterest" "Pinterest", "snapchat" "Snapchat", "soundcloud" "SoundCloud",
    "tumblr" "Tumblr", "twitter" "Twitter", "vimeo" "Vimeo", "web" "Web", "twitter-x" "X", "xing" "Xing", "youtube" "YouTube",
];

/// What carousels and accordions are used with, and where the renderer would have it from.
const HANDLES: &[(&str, &str, &[u8])] = &[
    ("left", "https://i.imgur.com/xTh3hln.png", include_bytes!("icons/left.png")),
    ("right", "https://i.imgur.com/os7o9kz.png", include_bytes!("icons/right.png")),
    ("plus", "https://i.imgur.com/bIXv1bk.png", include_bytes!("icons/plus.png")),
    ("minus", "https://i.imgur.com/w4uTygT.png", include_bytes!("icons/minus.png")),
];

/// The PNG of a name under `/f/`.
pub fn icon(file: &str) -> Option<&'static [u8]> {
    let key = file.strip_prefix(BEGIN)?.strip_suffix(END)?;
    NETWORKS.iter().chain(HANDLES).find(|(own, ..)| *own == key).map(|(.., content)| *content)
}

fn address(key: &str) -> String {
    format!("{{{{ {HOME} }}}}/f/{BEGIN}{key}{END}")
}

/// HTML as the renderer made it, with our icons in place of others'. An icon without words beside it says its network, or
/// the text of the message would not name it.
pub(crate) fn own(mut html: String) -> String {
    for (key, foreign, _) in HANDLES {
        html = html.replace(foreign, &address(key));
    }
    if !html.contains(ORIGIN) {
        return html;
    }
    let (mut out, mut from) = (String::with_capacity(html.len() + 512), 0);
    while let Some(start) = html[from..].find("<img").map(|at| from + at) {
        let (attributes, end) = attributes(&html, start + 4);
        let has = |wanted: &str| attributes.iter().find(|(name, _)| *name == wanted).map(|(_, place)| place.clone());
        let network = has("src").and_then(|place| {
            let key = html[place.clone()].strip_prefix(ORIGIN)?.strip_suffix(".png")?;
            NETWORKS.iter().find(|(own, ..)| *own == key).map(|found| (place, found))
        });
        if let Some((place, (key, name, _))) = network {
            out.push_str(&html[from..start + 4]);
            from = start + 4;
            if has("alt").is_none() && !worded(&html[end..]) {
                out.push_str(&format!(" alt=\"{name}\""));
            }
            out.push_str(&html[from..place.start]);
            out.push_str(&address(key));
            from = place.end;
        }
        out.push_str(&html[from..end.max(from)]);
        from = end.max(from);
    }
    out + &html[from..]
}

/// Whether words stand beside an icon, in the next cell of its row.
fn worded(after: &str) -> bool {
    after.split_once("</table></td>").is_some_and(|(_, next)| next.trim_start().starts_with("<td"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_are_small_pictures_with_names_of_their_own() {
        for (key, ..) in NETWORKS.iter().chain(HANDLES) {
            let icon = icon(&format!("{BEGIN}{key}{END}")).unwrap();
            assert!(icon.starts_with(b"\x89PNG") && icon.len() < 2048, "{key}");
        }
        assert_eq!([icon("linkedin.png"), icon("icon-nobody-1.png"), icon("icon-web-2.png")], [None; 3]);
    }
}
