//! What the pages behind links in mail say, in the three languages.

use axum::http::{HeaderMap, header};
use rules::Lang;

pub struct Words {
    pub lang: &'static str,
    pub question: &'static str,
    pub explanation: &'static str,
    pub button: &'static str,
    /// `{topic}` stands for its label, here and below.
    pub topic_question: &'static str,
    pub topic_button: &'static str,
    pub all_button: &'static str,
    pub topic_done: &'static str,
    pub topic_done_explanation: &'static str,
    pub done: &'static str,
    pub done_explanation: &'static str,
    pub choose: &'static str,
    pub choose_explanation: &'static str,
    /// What is chosen where there are no topics.
    pub any: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    /// Above the boxes, while none is ticked.
    pub nothing: &'static str,
    pub closed: &'static str,
    pub closed_explanation: &'static str,
    pub too_often: &'static str,
    pub too_often_explanation: &'static str,
    /// What a trouble of ours keeps from being shown or saved.
    pub away: &'static str,
    pub away_explanation: &'static str,
    pub unknown: &'static str,
    pub unknown_explanation: &'static str,
}

const EN: Words = Words {
    lang: "en",
    question: "Unsubscribe from our marketing emails?",
    explanation: "You will still get messages about things that you ordered or signed up for.",
    button: "Unsubscribe",
    topic_question: "Unsubscribe from “{topic}”?",
    topic_button: "Unsubscribe from “{topic}” only",
    all_button: "Unsubscribe from all marketing emails",
    topic_done: "You are unsubscribed from “{topic}”.",
    topic_done_explanation: "We will send you no more emails about it. Others may still come; if you want none of \
                             them, say so here.",
    done: "You are unsubscribed.",
    done_explanation: "We will send you no more marketing emails. You can close this page.",
    choose: "Which emails would you like from us?",
    choose_explanation: "Without a tick anywhere you get no marketing emails at all. Messages about things that you \
                         ordered or signed up for still come.",
    any: "Marketing emails",
    save: "Save",
    saved: "Saved.",
    nothing: "You get no marketing emails from us now. If you tick something and save, you agree to receive it.",
    closed: "This address gets no marketing emails from us.",
    closed_explanation: "That cannot be changed here. If you would like to hear from us again, write to us.",
    too_often: "Too many changes at once.",
    too_often_explanation: "What you saved last is in force. Try again in a quarter of an hour.",
    away: "That did not work just now.",
    away_explanation: "The trouble is on our side. What you chose may not have been saved: try again in a few \
                       minutes.",
    unknown: "This link does not work.",
    unknown_explanation: "It may have been cut off or changed on its way to you. Open it again from the email \
                          itself, or copy all of it into the address bar. To get no more emails from us, use the \
                          unsubscribe link of the latest one.",
};

const ES: Words = Words {
    lang: "es",
    question: "¿Quiere dejar de recibir nuestros correos comerciales?",
    explanation: "Seguirá recibiendo los mensajes sobre lo que haya pedido o contratado.",
    button: "Darme de baja",
    topic_question: "¿Quiere dejar de recibir «{topic}»?",
    topic_button: "Darme de baja solo de «{topic}»",
    all_button: "Darme de baja de todos los correos comerciales",
    topic_done: "Se ha dado de baja de «{topic}».",
    topic_done_explanation: "No le enviaremos más correos sobre ello. Puede que reciba otros; si no quiere ninguno, \
                             indíquelo aquí.",
    done: "Se ha dado de baja.",
    done_explanation: "No le enviaremos más correos comerciales. Puede cerrar esta página.",
    choose: "¿Qué correos quiere recibir de nosotros?",
    choose_explanation: "Si no marca nada, no recibirá ningún correo comercial. Seguirá recibiendo los mensajes \
                         sobre lo que haya pedido o contratado.",
    any: "Correos comerciales",
    save: "Guardar",
    saved: "Guardado.",
    nothing: "Ahora no recibe correos comerciales nuestros. Si marca algo y guarda, acepta recibirlo.",
    closed: "Esta dirección no recibe correos comerciales nuestros.",
    closed_explanation: "No se puede cambiar aquí. Si quiere volver a tener noticias nuestras, escríbanos.",
    too_often: "Demasiados cambios seguidos.",
    too_often_explanation: "Lo último que guardó está en vigor. Vuelva a intentarlo dentro de un cuarto de hora.",
    away: "Ahora mismo no ha funcionado.",
    away_explanation: "El problema es nuestro. Puede que su elección no se haya guardado: vuelva a intentarlo \
                       dentro de unos minutos.",
    unknown: "Este enlace no funciona.",
    unknown_explanation: "Puede haberse cortado o alterado por el camino. Ábralo de nuevo desde el propio correo, o \
                          cópielo entero en la barra de direcciones. Para no recibir más correos nuestros, use el \
                          enlace de baja del último.",
};

const NO: Words = Words {
    lang: "no",
    question: "Vil du slutte å få markedsføring på e-post fra oss?",
    explanation: "Du får fortsatt meldinger om det du har bestilt eller meldt deg på.",
    button: "Meld meg av",
    topic_question: "Vil du slutte å få «{topic}»?",
    topic_button: "Meld meg av bare «{topic}»",
    all_button: "Meld meg av all markedsføring på e-post",
    topic_done: "Du er meldt av «{topic}».",
    topic_done_explanation: "Vi sender deg ikke mer om dette. Andre e-poster kan fortsatt komme; vil du ikke ha noen \
                             av dem, si fra her.",
    done: "Du er meldt av.",
    done_explanation: "Vi sender deg ikke mer markedsføring på e-post. Du kan lukke denne siden.",
    choose: "Hvilke e-poster vil du ha fra oss?",
    choose_explanation: "Uten et kryss får du ingen markedsføring på e-post. Meldinger om det du har bestilt eller \
                         meldt deg på, kommer fortsatt.",
    any: "Markedsføring på e-post",
    save: "Lagre",
    saved: "Lagret.",
    nothing: "Du får nå ingen markedsføring på e-post fra oss. Krysser du av for noe og lagrer, samtykker du i å få \
              det.",
    closed: "Denne adressen får ingen markedsføring på e-post fra oss.",
    closed_explanation: "Det kan ikke endres her. Vil du høre fra oss igjen, skriv til oss.",
    too_often: "For mange endringer på en gang.",
    too_often_explanation: "Det du lagret sist, gjelder. Prøv igjen om et kvarter.",
    away: "Det gikk ikke akkurat nå.",
    away_explanation: "Feilen er hos oss. Det du valgte, er kanskje ikke lagret: prøv igjen om noen minutter.",
    unknown: "Denne lenken virker ikke.",
    unknown_explanation: "Den kan være kuttet eller endret på veien til deg. Åpne den igjen fra selve e-posten, \
                          eller kopier hele lenken inn i adressefeltet. Vil du ikke ha flere e-poster fra oss, bruk \
                          avmeldingslenken i den siste.",
};

/// The first language that the reader's browser asks for and we speak.
pub fn of(headers: &HeaderMap) -> &'static Words {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let spoken = ["en", "es", "no", "nb", "nn"];
    let first = wanted.split(',').map(|part| part.split(';').next().unwrap_or_default().trim()).find(|tag| {
        let language = tag.split('-').next().unwrap_or_default();
        spoken.iter().any(|one| one.eq_ignore_ascii_case(language))
    });
    match Lang::parse(first.unwrap_or_default()) {
        Lang::En => &EN,
        Lang::Es => &ES,
        Lang::No => &NO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        let of = |wanted: &str| of(&[(header::ACCEPT_LANGUAGE, wanted.parse().unwrap())].into_iter().collect()).lang;
        assert_eq!(of("es-MX,es;q=0.9,en;q=0.8"), "es");
        assert_eq!(of("de-DE,nb;q=0.7,en;q=0.3"), "no");
        assert_eq!(of("fr"), "en");
        assert_eq!(super::of(&HeaderMap::new()).lang, "en");
    }
}
