package gazetteer

import (
	"iter"
	"strings"
)

// GivenNames yields given names of all parts of the world that the news is full of.
func GivenNames() iter.Seq[string] { return strings.FieldsSeq(givenNames) }

// WomensNames yields given names that only women of the news bear, for who is meant by "Mrs. Clinton".
func WomensNames() iter.Seq[string] { return strings.FieldsSeq(womensNames) }

//nolint:misspell // names
const givenNames = `aaron abbas abdallah abdel abdelaziz abdelfattah abdo abdoulaye abdul abdulaziz abdulkadir
	abdullah abdullahi abdulrahman abe abel abigail
	abiy abraham abubakar adam adama adamu adan adel adele adil adnan adolfo adrian adriana adrien agnes agnieszka
	agustin
	ahmad ahmadu ahmed ahmet aicha aidan aisha ajay ajit akbar akhtar akihiko akinwumi akio akira akshay al alain
	alan alana alastair albert
	alberto alec alejandra alejandro aleksandar aleksander aleksandr aleksei alessandro alex alexander alexandra
	alexandre
	alexandria alexei alexey alexis alfonso alfred alfredo ali alice alicia alina alisa alison allan allen alok alvaro
	alyona amadou amanda amar amber amelia amina amine aminu amir amit amos amy ana anand anastasia anders andre
	andrea andreas andrei
	andres andrew andrey andrii andriy andrzej andy angel angela angelica angelina anil anita ann anna anne annie
	anouar ansar
	anthony antoine anton antonella antonio antony anwar april arif arjun arkady arlene armando armin arnaud arne
	arnold arsen
	arseniy art artem arthur arturo arun arvind arvydas asad asaf asha ashish ashley ashok ashraf asif aslan asma
	astrid atiku atsushi aubrey audrey
	august augustin augusto aung austin avi avigdor avril aya ayman ayodele aziz azmi babajide bakr ban barack
	barbara barry
	bart bartosz bashar bashir basil bassam bassem beata beatrice beatriz bella ben benedict benigno benjamin bennett
	benny
	berlin bernadette bernard bernardo bernd bernie beth betty bezalel bianca bilal bilawal bill billy binyamin bjorn
	blaise blake bo bob
	bobby bola bongani boris borut bosco brad bradley brandon breanna brenda brendan brett brian bridget brigitte
	britney
	bruce bruno bryan burak burhan cameron camila camille carl carla carlo carlos carmen carol carolina caroline
	carolyn
	carrie cassandra catalina catherine cathy cecilia cedric celso cesar chad chandra chantal charles charlie
	charlotte chelsea
	chen cheryl chiara chloe chris christian christiana christiane christina christine christoph christophe
	christopher chrystia chuck
	chukwuemeka cindy claire clara clare clarence claude claudia claudio clement cleopatra clifford clinton clive
	cody cole colin colleen connie
	connor conor constantin cooper corey cory courtney craig cristian cristiano cristina crystal curtis cynthia cyril
	dale
	dalia damian damien damir dan dana daniel daniela daniele danielle danny dara darcy daria dariusz darrell darren
	daryl dave david davide
	dawn dean deb debbie deborah debra deepak denis denise dennis denys derek desmond devendra diana diane didier
	diego dieter dilip
	dilma dimitar dimitri dimitris dina dinesh dirk djibril dmitri dmitriy dmitro dmitry dmytro doaa dolores dominic
	dominik
	dominique don donald donatella donna doreen doris dorothy doug douglas drew duncan dustin dwayne dylan eamon earl
	ebrahim ed eddie edgar edgardo edith edmund eduard eduardo edward edwin efrain ehab ehud eileen ekaterina elaine
	eleanor elena
	eli eliana elias elijah elisa elisabeth elise eliza elizabeth ella ellen elon elsa elton emanuel emeka emer emil
	emilia emilio emily
	emine emma emmanuel emmerson enrico enrique enver erdem erez eric erica erich erik erika erin ernest ernesto
	ernst esmail
	ester esther estelle ethan eugene eunice eva evan eve evelyn evgeny evika ezekiel ezra fabian fabio fabrice fadi
	fahad faisal faith
	faiz farah farhan farid farida farooq farouk fatima fatma fatou faustin federica federico felicia felix felipe
	ferdinand fernanda
	fernando filip filippo fiona florence florian folarin fouad frances francesca francesco francine francis
	francisca francisco franck francois
	francoise frank franklin franz fraser fred freddy frederic frederick fredrik friedrich fuad fumio gabriel gabriela
	gabriele gabrielle gareth garry gary gaston gautam gavin gazi gemma gena gennady gennadiy geoff geoffrey georg
	george georges
	georgia georgina gerald geraldine gerard gerardo gerhard gerry gershon ghada ghassan ghulam gideon giancarlo
	gianluca gianni
	gideon gilbert gilles gina giorgia giorgio giorgos giovanni gitanas giulia giuseppe gladys glenn gloria godfrey
	godwin golda gonzalo gordon grace
	graeme graham grant greg gregg gregor gregory greta grigory guido guillaume guillermo gunter gustav gustavo guy
	gwen gwendolyn haakon
	habib hadi hadja hafez hage haidar haider haile hailemariam haitham hakan hakeem hakim halima hamad hamid hamza
	hana hanan hannah hans
	hanna haris harish harold harriet harrison harry haruhiko harun harvey hasan hasina hassan hazel heath heather
	hector heidi
	heiko hein helen helena helga helmut henri henrietta henrik henrique henry herbert herman hernan herve herzi
	hicham hichem
	hidayat hideki hillary hind hirokazu hiroshi hisham holly honore hope horst hosni hossam hossein howard hubert
	hugh hugo
	humberto humza husain hussain hussam hussein hwang hyun ian ibrahim ibrahima ida idris idrissa iftikhar ignacio
	ignazio igor ihor ihsan ikram ilan
	ilham ilhan ilya iman imran imtiaz ina indira ines ingrid inigo ioannis ion irakli iran irene irina iris irma
	irvin isaac isabel
	isabella isabelle isaias ishaq isiah ismael ismail ismaila israel issa itamar ivan ivana ivanka ivar ivo iyad
	jack jackie jackson jacky jacob
	jacqueline jacques jade jaime jair jake jakob jakub jalal jalil jamal james jamie jan jana jane janet janez
	janice janine janusz
	jared jaroslaw jasmine jason jasper javad javed javier jawad jay jayden jean jeanette jeanine jeanne jeff jeffery
	jeffrey
	jen jenna jennifer jenny jens jeremiah jeremy jerome jerry jesse jessica jesus jian jill jim jimmy jin jo joachim
	joan joana
	joanna joanne joao joaquin jochen jody joe joel joerg johan johann johanna johannes john johnny johnson jomo jon
	jonah jonas jonathan
	jordan jorge jorgen jose josef joseph josep josephine josh joshua josiah josip joy joyce juan juanita judith judy
	jules julia
	julian juliana julie julien juliet juliette julio julius jun june jung jurgen justice justin justina justine
	kabiru kadri kaja kaleb kalpana
	kamal kamala kamel kamil kamran karan kareem karel karen karim karin karina karine karl karolina karoline
	kassym-jomart kasim
	kate katerina katherine kathleen kathryn kathy katie katja katrin katrina kay kazi kazimierz keir keiko keith
	kelly kelvin
	kemal kemi ken kenan kenji kenneth kenta kerry kevin kgalema khadija khaled khalid khalifa khalil kia kieran kim
	kimberly
	kirill kirk kirsten kirsty kirstjen kiril kit klaus kofi konrad konstantin konstantine kostas kristalina kristen
	kristian kristin kristina
	kristine kristopher krzysztof ksenia kunal kurt kwame kwasi kwesi kyle kylie kyriakos kyrylo lai laila lakshmi
	lamine lamia lana lance lara larry lars
	laszlo latifa laura lauren laurence laurent lawrence lea leah lech lee leila leith lena leo leon leonard leonardo
	leonel leonid leonora leopoldo
	leroy lesia leslie leticia lev levi lewis li liam lidia lilian liliana lillian lily lina linda lindsay lindsey
	linus lionel lisa liu liz
	lizzie lloyd lois lola lorena lorenzo loretta lorraine lou louis louisa louise lourdes luc luca lucas lucia
	luciano lucie
	lucy ludmila ludovic luigi luis luisa luiz lukas lukasz luke luther lydia lyn lynda lynette lyndon lynn lyudmila
	maaike mabel madeleine madison magdalena
	maggie magnus maha mahamadou mahamat mahamudu mahathir mahdi maher mahinda mahmood mahmoud mahmud maia maj majid
	makhdoom maksym malala malcolm malik
	malika mamadou mamata mamdouh mandla manfred manish manmohan manoj manuel manuela mao mara marc marcel marcela
	marcelo
	marcia marcin marcio marco marcos marcus margaret margarita margot maria mariah mariam marian mariana marianne
	marie marija marilyn
	marina mario marion marisa marissa marjorie mark marko markus marlene marsha marta marten martha martin martina
	martine marvin marwan mary maryam maryna masha
	masoud masrour massimo masud mateo mateusz mathew mathias mathieu matt matteo matthew matthias matthieu matti
	maude maura
	maureen maurice mauricio mauro max maxim maxime maximilian maya mazen mazloum meera megan megawati mehdi mehmet
	mehran mehriban meirav mel melanie
	melania melinda melissa memphis mercedes meredith merrick mervyn mevlut mia micah michael michal michel michele
	michelle miguel mihai mika mikael
	mike mikhail mikheil miklos mila milan milena miles milos milton min mina mira miranda mircea miriam miroslav
	mitch mitchell
	mitt mobutu modibo mohamed mohammad mohammed mohamud mohan mohsen moin moises molly mona monica monika monique
	morgan morten moses moshe
	mossa motaz mouna moussa muammar muhammad muhammadu muhsin muhyiddin mukesh muna munir munira murad murat muriel
	murray musa mustafa mustapha mwai mykhailo mykola myriam nabih nabil
	nabeel nadav nadia nadim nadine naeem naftali nahid naguib najib najla nana nancy nanette naomi narendra naseer
	nasir nasser nassim nat natalia
	natalie natalya natan natasha nate nathalie nathan nathaniel nawaf nawaz nayib nazanin nazir neal ned neil nelly
	nelson nestor neville ngozi
	nguyen nia niall nicholas nick nicola nicolae nicolas nicole nidal niels nigel nikita nikki niklas nikola nikolai
	nikolaos
	nikolas nikolay nikos nils nina ning nir nirmala nitin noah noam noel noor nora norbert noreen norma norman nour
	nouri nuno nuri nurul obama octavio oded
	okechukwu ola olaf oleg oleh oleksandr oleksandra oleksii oleksiy olena olesya olga oliver olivia olivier olof
	olusegun omar omer ophelia or orlando
	orit osama oscar osman osvaldo oswaldo othman otto oumar ousmane owen pablo paddy palina paloma pamela paola
	paolo parag parvez pascal
	pasha pat patrice patricia patricio patrick patrik paul paula paulina pauline paulo pavel pavlo pawel pedro peg
	peggy pekka penelope penny per pete
	peter petra petro petteri phil philemon philip philippa philippe phillip phoebe phyllis pierre pieter piotr pius
	piyush polina porfirio
	prabowo prakash pramod pranab prasad pratibha praveen preeti priscilla priti priya priyanka qamar qasem qassem
	qassim quentin quinn
	rabia rachel rachid rachida radek radoslaw rafael rafah rafal raffi rafic rahim rahul raila raj rajesh rajiv
	rajnath ralph ram rama
	ramadan rami ramiro ramon ramona ramtane ramzan ramzi rana randall randy rania ranil ranjit raphael rashad rashed
	rashid rashida raul ravi ray raymond
	raymundo rebecca recep reema regina reginald reinhard reiner rem renata renato rene reuben reuven rex reza rhonda
	ricardo riccardo richard
	rick ricky riad rishi rita riyad rob robert roberta roberto robin rocio rod roderick rodney rodolfo rodrigo roger
	rohan rohit roland
	rolando rolf roman romain ron ronald ronaldo ronen ronnie rory rosa rosalia rosalind rosario rose rosemary roslyn
	ross roula rowan roxana roy ruben rudolf
	rudolph rudy rui rupert russell rustem ruslan rustam ruth ruxandra ryan saad saadia sabah sabina sabine sabir
	sabrina sachin sadiq sadio saeb saeed safa said saif sajid
	sakura salah salam saleh salem salim salim sally salma salman salome salva salvador salvatore sam sameh samantha
	sami samia samir samira samuel san sana sandeep sandra
	sandro sanjay sanna sanjiv santiago santos sara sarah sardar sarfraz saroj sasha satoshi satya saud saul savannah
	savita scott sean sebastian sebastien
	selim selma semyon serena serge sergei sergey sergio sergiy serhii serhiy seth shafiq shahid shakil shane shannon
	shari sharif
	sharon shaul shaun shawn sheila shelby sheldon shelley shelly sherif sheryl shimon shin shinzo shireen shirley
	shmuel shreya shuja siddiq sidney siegfried
	sigmar silas silvia silvio simon simona simone sinead sipho siti sofia sofie solomon sonia sonja sophia sophie
	soraya sri stacey stacy stan
	stanislav stanley stefan stefania stefano stella stephan stephane stephanie stephen steve steven stewart stuart
	subhash sudhir sue suella
	suha suhail suleiman sunil suresh susan susana susanna susanne susie suzanne suzy sven svetlana sviatlana
	sviatoslav svitlana sybil sydney
	sylvain sylvester sylvia sylvie taha taher tahir takashi takeshi tal talal tamar tamara tamer tamim tania tanja
	tanya tara tareck tareq tariq taro tarek
	tatiana tatyana tayyip taylor ted teddy temur terence teresa terrence terry tessa thabo thad thaksin theodor
	theodore theresa therese thierry thomas
	thorsten tiago tibor tiffany tigran tim timo timothy timur tina tobias toby todd tom tomas tomasz tommy tomoko
	tony tonya toru tracey
	tracy travis trevor tricia tristan troy tsai tulsi tyler tzipi uhuru ulf uli ulrich ulrike umar umaru umberto
	umer urmas ursula usama usman utpal uwe vadim vadym valentin
	valentina valentyn valeria valerie valeriy valery valerii vanessa vasil vasily vasyl venkaiah vera verona
	veronica vicente vicky victor
	victoria vijay vikas vikram viktor viktoria vince vincent vincenzo viola violet virgil virginia vitali vitaliy
	vitalii vitaly vivek vivian vivien
	vjosa vladimir vladislav vladyslav vlad vojtech volker volodymyr vsevolod vuk vusi vyacheslav wael wahid waleed
	walid wallace walter wan wanda wang waqar warren wassim
	wayne wei wendy wesley whitney wilbur wilfred wilhelm will willem william willie willy wilma wilson winnie
	winston wolfgang wolodymyr xavier xi
	ximena yadira yael yahya yair yakov yakub yamen yan yana yang yannick yanis yaroslav yaser yasin yasir yasmin
	yasmine yasser yasuo yefim yehuda yelena
	yevgeni yevgeniy yevgeny yevhen yevheniy yigal yinka yitzhak yoav yolanda yoram yoko yonatan yoon yosef yoshihide
	yoshitaka yossi youri younis youssef yousef yousuf yukio yulia
	yuliia yuliya yuri yuriy yurii yusuf yvan yves yvette yvonne zac zach zachary zainab zaki zaid zaynab zeid zeinab
	zelda zev zhang zhanna ziad zine zinaida zoe zohra zoltan zoran zubair zulfikar zulfiqar
	володимир олександр сергій андрій дмитро микола іван юрій олег олексій михайло павло петро василь віктор ігор
	владимир александр сергей андрей дмитрий николай иван юрий алексей михаил павел петр василий виктор игорь`

const womensNames = `abigail adriana agnes aisha alexandra alice alicia alina alisa alison amanda amina amy ana anastasia
	andrea angela angelina
	anita ann anna anne annie antonia ashley asma audrey barbara beatrice becky benazir bernadette beth betty brenda
	bridget carol carolina
	caroline carolyn carrie catherine cathy cecilia charlotte chelsea cheryl chloe christiana christina christine
	cindy claire clara
	claudia condoleezza cristina cynthia daniela daria deborah debra denise diana diane dilma dina dominique donna
	doris dorothy
	ekaterina elaine eleanor elena elizabeth ella ellen emily emma erica erika esther eva evelyn fatima fiona
	florence frances francesca gabriela
	georgina gina giorgia gloria grace greta hannah heather heidi helen helena hillary hilary ilhan ines ingrid irina
	iryna isabel isabella
	ivanka jacinda jackie jacqueline jane janet jean jennifer jessica jill joan joanna joyce judith judy julia julie
	kamala karen karine karoline kate
	katherine kathleen kathryn kathy katie kayleigh kelly kellyanne kim kirsten kristina laura lauren leila lena
	leyla linda lindsey lisa
	liudmyla liz lois lorraine louise lucia lucy lydia lynn madeleine magdalena maggie margaret margarita maria
	marian marianne marie marina marine
	marion mariam marjorie martha mary maryam maureen megan melania melissa michelle michele molly monica nadia nancy
	naomi natalia natalie natalya
	nicole nikki nina noor nora olena olga olha oksana pamela patricia paula penny priti rachel rebecca rita rosa
	rosemary roxana ruth sally samantha
	sandra sara sarah shannon sharon sheila shirley sofia sonia sophia sophie stephanie stacey sue susan suzanne
	svetlana sylvia tamara tanya
	tatiana teresa theresa tina tulsi tzipi ursula valerie vanessa vera veronica victoria virginia wendy winnie
	yasmin yelena yulia yvonne zainab zoe`
